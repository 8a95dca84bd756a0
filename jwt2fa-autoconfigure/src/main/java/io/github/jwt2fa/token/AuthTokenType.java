package io.github.jwt2fa.token;

import org.jspecify.annotations.Nullable;

/**
 * What an auth token is good for.
 *
 * @since 0.1.0
 */
public enum AuthTokenType {

	/** Opens protected resources. */
	ACCESS("access", "AccessToken"),

	/** Buys new access tokens. */
	REFRESH("refresh", "RefreshToken"),

	/**
	 * Opens protected resources, and is exchanged for its successor while it is valid.
	 */
	SLIDING("sliding", "SlidingToken"),

	/** Sets up a first factor, such as TOTP or a passkey, and does nothing else. */
	ENROLLMENT("enrollment", "EnrollmentToken");

	private final String claim;

	private final String tokenClass;

	AuthTokenType(String claim, String tokenClass) {
		this.claim = claim;
		this.tokenClass = tokenClass;
	}

	/**
	 * The type as it stands in the claim {@code token_type}.
	 * @return the text
	 */
	public String claim() {
		return this.claim;
	}

	/**
	 * The type as clients of
	 * <a href="https://django-rest-framework-simplejwt.readthedocs.io">Simple JWT</a>
	 * know it.
	 * @return the name
	 */
	public String tokenClass() {
		return this.tokenClass;
	}

	/**
	 * Whether tokens of the type open protected resources.
	 */
	boolean opensResources() {
		return this == ACCESS || this == SLIDING;
	}

	static @Nullable AuthTokenType of(@Nullable String claim) {
		for (AuthTokenType type : values()) {
			if (type.claim.equals(claim)) {
				return type;
			}
		}
		return null;
	}

}
