package io.github.jwt2fa.user;

import io.github.jwt2fa.test.TestUsers.TestUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;

class TwoFactorUserTests {

	@ParameterizedTest
	@CsvSource(nullValues = "none",
			value = { "alice@example.com,alice@example.com", "alice,none", "@alice,none", "alice@,none" })
	void ofWhenPlainDetailsThenEmailIsTheUsernameWhereItIsAnAddress(String username, String email) {
		assertThat(TwoFactorUser.of(details(username)).email()).isEqualTo(email);
	}

	@Test
	void ofWhenDetailsKnowTheAddressThenItCounts() {
		assertThat(TwoFactorUser.of(TestUser.named("alice")).email()).isEqualTo("alice@example.com");
		assertThat(TwoFactorUser.of(TestUser.named("alice@example.org").withoutEmail()).email()).isNull();
	}

	@Test
	void ofWhenLockedExpiredOrDisabledThenDisabled() {
		assertThat(TwoFactorUser.of(TestUser.named("alice")).disabled()).isFalse();
		assertThat(TwoFactorUser.of(TestUser.named("alice").asDisabled()).disabled()).isTrue();
		assertThat(TwoFactorUser.of(TestUser.named("alice").asLocked()).disabled()).isTrue();
		assertThat(TwoFactorUser.of(TestUser.named("alice").asExpired()).disabled()).isTrue();
		assertThat(TwoFactorUser.of(TestUser.named("alice").withExpiredCredentials()).disabled()).isFalse();
	}

	@Test
	void toStringWhenPrincipalHoldsSecretsThenNone() {
		UserDetails details = TestUser.named("alice").withPassword("the hash");
		assertThat(TwoFactorUser.of(details)).asString().doesNotContain("hash").contains("alice");
		assertThat(new UserTwoFactorAuthData("alice", null, "the secret")).asString().doesNotContain("secret]");
	}

	@Test
	void findByIdWhenServiceFindsSomeoneElseThenNull() {
		UserDetailsTwoFactorUserService service = new UserDetailsTwoFactorUserService(
				new InMemoryUserDetailsManager(details("alice")), (user) -> "alice@example.org");
		assertThat(service.findById("alice")).isNotNull().returns("alice@example.org", TwoFactorUser::email);
		assertThat(service.findById("ALICE")).isNull();
		assertThat(service.findById("nobody")).isNull();
	}

	private static UserDetails details(String username) {
		return User.withUsername(username).password("x").roles("USER").build();
	}

}
