package io.github.jwt2fa.token;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.token.AuthTokenSettings.ClaimName;
import io.github.jwt2fa.user.TwoFactorUser;

/**
 * A token that is being made, for an {@link AuthTokenCustomizer} to add claims to.
 *
 * @since 0.1.0
 */
public final class AuthTokenContext {

	private final AuthTokenType type;

	private final TwoFactorUser user;

	private final String userIdClaim;

	private final Map<String, Object> claims;

	AuthTokenContext(AuthTokenType type, TwoFactorUser user, String userIdClaim, Map<String, Object> claims) {
		this.type = type;
		this.user = user;
		this.userIdClaim = userIdClaim;
		this.claims = claims;
	}

	/**
	 * What the token is good for.
	 * @return the type
	 */
	public AuthTokenType type() {
		return this.type;
	}

	/**
	 * Whose token it is.
	 * @return the user as it is now
	 */
	public TwoFactorUser user() {
		return this.user;
	}

	/**
	 * Adds a claim.
	 * @param name the name
	 * @param value a text, a number (an {@code Integer}, a {@code Long} or a finite
	 * {@code Double}), a boolean, or a list or a map of these
	 * @return this context
	 * @throws IllegalArgumentException if the name is reserved, or the value can't stand
	 * in a token
	 */
	public AuthTokenContext claim(String name, Object value) {
		if (ClaimName.RESERVED.contains(name) || name.equals(this.userIdClaim)) {
			throw new IllegalArgumentException("The claim " + name + " is reserved: choose another name");
		}
		if (!isJson(value)) {
			throw new IllegalArgumentException("The claim " + name
					+ " can't be written as JSON: a text, a number, a boolean, or a list or a map of these can");
		}
		this.claims.put(name, value);
		return this;
	}

	private static boolean isJson(Object value) {
		if (value instanceof List<?> list) {
			return list.stream().allMatch(AuthTokenContext::isJson);
		}
		if (value instanceof Map<?, ?> map) {
			return map.keySet().stream().allMatch(String.class::isInstance)
					&& map.values().stream().allMatch(AuthTokenContext::isJson);
		}
		return value instanceof String || value instanceof Boolean || value instanceof Integer || value instanceof Long
				|| (value instanceof Double number && Double.isFinite(number));
	}

	/**
	 * The user and the type alone: claims may be secret.
	 */
	@Override
	public String toString() {
		return "AuthTokenContext[type=" + this.type.claim() + ", userId=" + this.user.id() + "]";
	}

}
