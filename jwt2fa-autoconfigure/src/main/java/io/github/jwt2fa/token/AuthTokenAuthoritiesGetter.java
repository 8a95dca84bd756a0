package io.github.jwt2fa.token;

import java.util.Collection;

import org.springframework.security.core.GrantedAuthority;

/**
 * Reads off a token what its user may do. Asked only with
 * {@code jwt2fa.token.user-lookup=none}, where nothing else can tell.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AuthTokenAuthoritiesGetter {

	/**
	 * What the user of a token may do.
	 * @param token a token that is valid
	 * @return the authorities
	 */
	Collection<? extends GrantedAuthority> getAuthorities(AuthToken token);

}
