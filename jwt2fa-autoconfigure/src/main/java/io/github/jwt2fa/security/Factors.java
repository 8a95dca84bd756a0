package io.github.jwt2fa.security;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.jwt2fa.token.AuthToken;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * The factors that a token proves, as Spring Security knows them. They add to what a user
 * may do, and replace nothing of it.
 */
final class Factors {

	private Factors() {
	}

	/**
	 * What a user may do, and the factors that the login was completed by. A token that
	 * does not tell when that was proves none.
	 */
	static Collection<GrantedAuthority> addedTo(Collection<? extends GrantedAuthority> authorities, AuthToken token) {
		Instant authTime = token.authTime();
		if (authTime == null || token.amr().isEmpty()) {
			return List.copyOf(authorities);
		}
		List<GrantedAuthority> all = new ArrayList<>(authorities.size() + token.amr().size());
		all.addAll(authorities);
		for (String method : token.amr()) {
			Factor factor = Factor.ofMethod(method);
			if (factor != null) {
				all.add(FactorGrantedAuthority.withAuthority(factor.authority()).issuedAt(authTime).build());
			}
		}
		return all;
	}

}
