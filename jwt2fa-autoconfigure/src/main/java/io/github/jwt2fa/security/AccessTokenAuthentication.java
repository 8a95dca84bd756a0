package io.github.jwt2fa.security;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * A request that carries a valid access token. The principal is the application's own
 * object, such as its {@code UserDetails}, or the {@link AuthToken} where users are not
 * asked for. The authorities are those of the user and a {@link FactorGrantedAuthority}
 * for each factor that the login was completed by.
 */
public final class AccessTokenAuthentication extends AbstractAuthenticationToken {

	/**
	 * The factor of a code from an authenticator app, beside those of
	 * {@link FactorGrantedAuthority}.
	 */
	public static final String TOTP_AUTHORITY = "FACTOR_TOTP";

	private static final long serialVersionUID = 1L;

	private final transient TwoFactorUser user;

	private final transient AuthToken token;

	AccessTokenAuthentication(TwoFactorUser user, AuthToken token) {
		super(Factors.addedTo(user.authorities(), token));
		this.user = user;
		this.token = token;
		setAuthenticated(true);
	}

	/**
	 * The verified token.
	 * @return its claims
	 */
	public AuthToken getToken() {
		return this.token;
	}

	/**
	 * The same user after a login of this moment by some factors.
	 */
	AccessTokenAuthentication afterLoginBy(Set<Factor> factors) {
		// of Spring, by whose clock its rules go
		Instant now = FactorGrantedAuthority.fromFactor("PASSWORD").getIssuedAt();
		List<String> amr = new ArrayList<>(factors.stream().sorted().map(Factor::method).toList());
		if (amr.size() > 1) {
			amr.add("mfa");
		}
		AuthToken fresh = new AuthToken(this.token.type(), this.token.id(), this.token.userId(), this.token.issuedAt(),
				this.token.expiresAt(), this.token.refreshExpiresAt(), this.token.session(), now, amr,
				this.token.claims());
		AccessTokenAuthentication authentication = new AccessTokenAuthentication(this.user, fresh);
		authentication.setDetails(getDetails());
		return authentication;
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
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof AccessTokenAuthentication authentication
				&& this.token.equals(authentication.token);
	}

	@Override
	public int hashCode() {
		return this.token.hashCode();
	}

}
