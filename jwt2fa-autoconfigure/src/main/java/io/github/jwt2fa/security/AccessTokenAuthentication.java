package io.github.jwt2fa.security;

import java.util.Collection;

import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
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

	AccessTokenAuthentication(TwoFactorUser user, AuthToken token, Collection<? extends GrantedAuthority> authorities) {
		super(authorities);
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
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof AccessTokenAuthentication authentication
				&& this.token.equals(authentication.token);
	}

	@Override
	public int hashCode() {
		return this.token.hashCode();
	}

}
