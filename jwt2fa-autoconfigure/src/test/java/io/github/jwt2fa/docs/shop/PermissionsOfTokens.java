package io.github.jwt2fa.docs.shop;

// tag::getter[]
import java.util.Collection;
import java.util.List;

import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenAuthoritiesGetter;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

@Component
class PermissionsOfTokens implements AuthTokenAuthoritiesGetter {

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities(AuthToken token) {
		// what an AuthTokenCustomizer of the application wrote into the token
		if (!(token.claims().get("permissions") instanceof List<?> permissions)) {
			return List.of();
		}
		return permissions.stream().map((name) -> new SimpleGrantedAuthority("PERMISSION_" + name)).toList();
	}

}
// end::getter[]
