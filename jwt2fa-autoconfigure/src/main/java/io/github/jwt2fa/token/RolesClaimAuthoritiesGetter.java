package io.github.jwt2fa.token;

import java.util.Collection;
import java.util.List;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Roles from the claim {@code roles} (RFC 9068, section 2.2.3.1), a list of texts:
 * {@code ADMIN} is the authority {@code ROLE_ADMIN}, as is {@code ROLE_ADMIN} itself.
 */
public final class RolesClaimAuthoritiesGetter implements AuthTokenAuthoritiesGetter {

	private static final String PREFIX = "ROLE_";

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities(AuthToken token) {
		if (!(token.claims().get("roles") instanceof List<?> roles)
				|| !roles.stream().allMatch(String.class::isInstance)) {
			return List.of();
		}
		return roles.stream()
			.map(String.class::cast)
			.filter((role) -> !role.isBlank())
			.map((role) -> new SimpleGrantedAuthority(role.startsWith(PREFIX) ? role : PREFIX + role))
			.toList();
	}

}
