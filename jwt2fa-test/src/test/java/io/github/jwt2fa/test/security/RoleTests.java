package io.github.jwt2fa.test.security;

import org.junit.jupiter.api.Test;

import static io.github.jwt2fa.test.security.AccessTokenRequestPostProcessor.accessToken;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A role that would get its prefix twice.
 */
class RoleTests {

	@Test
	void userWhenARoleHasItsPrefixThenRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> accessToken().user("bob", "ROLE_STAFF"))
			.withMessageContaining("ROLE_STAFF");
	}

	@Test
	void userOfTheTestWhenARoleHasItsPrefixThenRefused() {
		WithTwoFactorUser user = Prefixed.class.getAnnotation(WithTwoFactorUser.class);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new WithTwoFactorUserSecurityContextFactory().createSecurityContext(user))
			.withMessageContaining("ROLE_STAFF");
	}

	@WithTwoFactorUser(roles = "ROLE_STAFF")
	private static final class Prefixed {

	}

}
