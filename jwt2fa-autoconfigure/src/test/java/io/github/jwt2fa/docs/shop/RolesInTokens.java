package io.github.jwt2fa.docs.shop;

// tag::customizer[]
import java.util.List;
import java.util.Objects;

import io.github.jwt2fa.token.AuthTokenContext;
import io.github.jwt2fa.token.AuthTokenCustomizer;
import io.github.jwt2fa.token.AuthTokenType;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;

@Component
class RolesInTokens implements AuthTokenCustomizer {

	@Override
	public void customize(AuthTokenContext context) {
		if (context.type() == AuthTokenType.ACCESS) {
			List<String> roles = context.user()
				.authorities()
				.stream()
				.map(GrantedAuthority::getAuthority)
				.filter(Objects::nonNull)
				.filter((authority) -> authority.startsWith("ROLE_"))
				.map((authority) -> authority.substring("ROLE_".length()))
				.toList();
			context.claim("roles", roles);
		}
	}

}
// end::customizer[]
