package io.github.jwt2fa.user;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.github.jwt2fa.test.TestUsers.TestUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
	void buildWhenOnlyTheIdIsKnownThenItIsNameAndPrincipalToo() {
		TwoFactorUser user = TwoFactorUser.withId("4711").build();
		assertThat(user.username()).isEqualTo("4711");
		assertThat(user.principal()).isEqualTo("4711");
		assertThat(user.email()).isNull();
		assertThat(user.disabled()).isFalse();
		assertThat(user.authorities()).isEmpty();
		assertThat(user.locale()).isNull();
		assertThatIllegalArgumentException().isThrownBy(() -> TwoFactorUser.withId(" "));
	}

	@Test
	void toBuilderWhenBuiltAgainThenTheSame() {
		TwoFactorUser user = TwoFactorUser.withId("4711")
			.username("carol")
			.email("carol@example.com")
			.disabled(true)
			.principal(List.of("carol"))
			.authorities(Arrays.asList(new SimpleGrantedAuthority("ROLE_STAFF"), null))
			.locale(Locale.FRENCH)
			.build();
		assertThat(user.toBuilder().build()).isEqualTo(user).hasSameHashCodeAs(user);
		assertThat(user.authorities()).extracting("authority").containsExactly("ROLE_STAFF");
		assertThat(user.toBuilder().email(null).build()).isNotEqualTo(user);
		assertThat(user.toBuilder().authorities(null).build().authorities()).isEmpty();
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
