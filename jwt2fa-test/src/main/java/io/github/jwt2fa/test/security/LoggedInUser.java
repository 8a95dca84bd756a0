package io.github.jwt2fa.test.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.github.jwt2fa.security.AccessTokenAuthentication;
import io.github.jwt2fa.user.TwoFactorUser;

import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.util.Assert;

/**
 * A user, and the login that an access token tells of.
 */
record LoggedInUser(TwoFactorUser user, List<String> factors, Duration age) {

	/** By a password and an authenticator app. */
	static final List<String> FACTORS = List.of("PASSWORD", "TOTP");

	/** Older than any rule about recent logins. */
	static final Duration OLD = Duration.ofDays(1);

	private static final String PREFIX = "FACTOR_";

	private static final String ROLE = "ROLE_";

	static TwoFactorUser named(String username, String... authorities) {
		return TwoFactorUser.of(new User(username, "", AuthorityUtils.createAuthorityList(authorities)));
	}

	/**
	 * What the filter makes of such a token.
	 */
	AccessTokenAuthentication authentication() {
		// of Spring, by whose clock its rules go
		Instant time = FactorGrantedAuthority.fromFactor("PASSWORD").getIssuedAt().minus(this.age);
		return AccessTokenAuthentication.authenticated(this.user,
				this.factors.stream()
					.map((factor) -> factor.startsWith(PREFIX) ? factor : PREFIX + factor)
					.map((factor) -> FactorGrantedAuthority.withAuthority(factor).issuedAt(time).build())
					.toArray(FactorGrantedAuthority[]::new));
	}

	static String[] rolesAsAuthorities(String... roles) {
		for (String role : roles) {
			Assert.isTrue(!role.startsWith(ROLE), () -> "Roles are written without " + ROLE + ", and not " + role);
		}
		return Arrays.stream(roles).map((role) -> ROLE + role).toArray(String[]::new);
	}

}
