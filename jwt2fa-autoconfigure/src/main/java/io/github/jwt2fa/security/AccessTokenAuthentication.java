package io.github.jwt2fa.security;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.Transient;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * A request that carries a valid access token. The principal is the application's own
 * object, such as its {@code UserDetails}, or the {@link AuthToken} where users are not
 * asked for. The authorities are those of the user and a {@link FactorGrantedAuthority}
 * for each factor that the login was completed by. It is of one request: a chain that
 * saves who asks in a session leaves it out, or the cookie of that session would be good
 * for longer than the token.
 *
 * @since 0.1.0
 */
@Transient
public final class AccessTokenAuthentication extends AbstractAuthenticationToken {

	/**
	 * The factor of a code from an authenticator app, beside those of
	 * {@link FactorGrantedAuthority}.
	 */
	public static final String TOTP_AUTHORITY = "FACTOR_TOTP";

	private static final long serialVersionUID = 1L;

	private static final String FACTOR_PREFIX = "FACTOR_";

	/**
	 * What no name of a factor tells by itself
	 * (<a href="https://www.rfc-editor.org/rfc/rfc8176">RFC 8176</a>). Of any other
	 * method the two names are the same by default.
	 */
	private static final Map<String, String> AUTH_METHODS = Map.of(FactorGrantedAuthority.PASSWORD_AUTHORITY, "pwd",
			FactorGrantedAuthority.OTT_AUTHORITY, "mca", TOTP_AUTHORITY, "otp",
			FactorGrantedAuthority.WEBAUTHN_AUTHORITY, "pop");

	/** As that of real ones by default. */
	private static final Duration LIFETIME = Duration.ofMinutes(5);

	private final transient TwoFactorUser user;

	private final transient AuthToken token;

	AccessTokenAuthentication(TwoFactorUser user, AuthToken token, Collection<? extends GrantedAuthority> authorities) {
		super(authorities);
		this.user = user;
		this.token = token;
		setAuthenticated(true);
	}

	private AccessTokenAuthentication(Builder builder) {
		super(builder);
		this.user = builder.user;
		this.token = builder.token;
	}

	/**
	 * What a request has with a token that was verified already, as tests of an
	 * application need it. Nothing is checked.
	 * @param user the user
	 * @param token the token
	 * @param factors what the login was completed by, beside the authorities of the user
	 * @return the authentication
	 */
	public static AccessTokenAuthentication authenticated(TwoFactorUser user, AuthToken token,
			FactorGrantedAuthority... factors) {
		List<GrantedAuthority> authorities = new ArrayList<>(user.authorities());
		authorities.addAll(List.of(factors));
		return new AccessTokenAuthentication(user, token, authorities);
	}

	/**
	 * What a request has after a login by some factors, as tests of an application need
	 * it. Its token is an access token of a new session, without claims, that tells of
	 * the login what the factors tell: how it was completed, in the names of
	 * <a href="https://www.rfc-editor.org/rfc/rfc8176">RFC 8176</a>, and when, by the
	 * oldest of them: the others were shown since.
	 * @param user the user
	 * @param factors what the login was completed by, beside the authorities of the user
	 * @return the authentication
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc8176#section-2">RFC 8176, section
	 * 2</a>
	 */
	public static AccessTokenAuthentication authenticated(TwoFactorUser user, FactorGrantedAuthority... factors) {
		Instant authTime = Arrays.stream(factors)
			.map(FactorGrantedAuthority::getIssuedAt)
			.min(Comparator.naturalOrder())
			.orElse(null);
		List<String> amr = new ArrayList<>();
		Map<String, Instant> amrAt = new LinkedHashMap<>();
		for (FactorGrantedAuthority factor : factors) {
			String method = authMethod(factor.getAuthority());
			amr.add(method);
			// tokens tell the time in seconds
			if (authTime != null && factor.getIssuedAt().getEpochSecond() != authTime.getEpochSecond()) {
				amrAt.put(method, factor.getIssuedAt());
			}
		}
		if (amr.size() > 1) {
			amr.add("mfa");
		}
		// of Spring, by whose clock its rules go
		Instant now = FactorGrantedAuthority.fromFactor("PASSWORD").getIssuedAt();
		AuthToken token = AuthToken.withId(UUID.randomUUID().toString())
			.type(AuthTokenType.ACCESS)
			.userId(user.id())
			.issuedAt(now)
			.expiresAt(now.plus(LIFETIME))
			.session(UUID.randomUUID().toString())
			.authTime(authTime)
			.amr(amr)
			.amrAt(amrAt)
			.build();
		return authenticated(user, token, factors);
	}

	private static String authMethod(String factor) {
		String own = factor.startsWith(FACTOR_PREFIX) ? factor.substring(FACTOR_PREFIX.length()) : factor;
		return AUTH_METHODS.getOrDefault(factor, own.toLowerCase(Locale.ROOT).replace('_', '-'));
	}

	/**
	 * The verified token.
	 * @return its claims
	 */
	public AuthToken getToken() {
		return this.token;
	}

	TwoFactorUser getUser() {
		return this.user;
	}

	@Override
	public Object getPrincipal() {
		return this.user.principal();
	}

	/**
	 * The token's text is not kept.
	 */
	@Override
	public Object getCredentials() {
		return "";
	}

	@Override
	public String getName() {
		return this.user.username();
	}

	@Override
	public Builder toBuilder() {
		return new Builder(this);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof AccessTokenAuthentication authentication
				&& this.token.equals(authentication.token);
	}

	@Override
	public int hashCode() {
		return this.token.hashCode();
	}

	/**
	 * What makes another authentication out of one, as filters do that add authorities.
	 */
	public static final class Builder extends AbstractAuthenticationBuilder<Builder> {

		private TwoFactorUser user;

		private AuthToken token;

		private Builder(AccessTokenAuthentication authentication) {
			super(authentication);
			this.user = authentication.user;
			this.token = authentication.token;
		}

		/**
		 * Another user. The authorities stay as they are.
		 * @param other the user
		 * @return this builder
		 */
		public Builder user(TwoFactorUser other) {
			this.user = other;
			return this;
		}

		/**
		 * Another token. The authorities stay as they are.
		 * @param other the token
		 * @return this builder
		 */
		public Builder token(AuthToken other) {
			this.token = other;
			return this;
		}

		/**
		 * Another object of the application for the same user.
		 * @param principal the object
		 * @return this builder
		 * @throws NullPointerException if it is {@code null}
		 */
		@Override
		public Builder principal(@Nullable Object principal) {
			Objects.requireNonNull(principal, "An access token always has a principal");
			this.user = this.user.toBuilder().principal(principal).build();
			return this;
		}

		@Override
		public AccessTokenAuthentication build() {
			return new AccessTokenAuthentication(this);
		}

	}

}
