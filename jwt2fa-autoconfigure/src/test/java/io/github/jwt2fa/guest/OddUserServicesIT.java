package io.github.jwt2fa.guest;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.JdbcUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * User services that find more than they are asked for, or tell less than they should.
 */
@ExtendWith(OutputCaptureExtension.class)
class OddUserServicesIT {

	private static final String[] OPTIONAL_2FA = { "jwt2fa.fallback-2fa-method=no-2fa",
			"jwt2fa.trusted-2fa-methods=no-2fa,code-sender,totp" };

	private static TestApplication start(Class<?> users) {
		return TestApplication.withoutUsers(List.of(NoDatabase.class, users, Whoami.class), OPTIONAL_2FA);
	}

	@Test
	void loginWhenNamedLikeTheAddressOfAnotherThenIsNotThatOne() {
		try (TestApplication app = start(ByAddressFirst.class)) {
			Answer attack = app.getCode("mallory@example.com");
			assertThat(attack.status()).as(attack.body()).isEqualTo(401);
			assertThat(attack.code()).isEqualTo("authentication_failed");
			for (String typed : List.of("victim", "victim@example.com")) {
				assertThat(app.client().bearer(app.getCode(typed).text("access")).get("/whoami").body())
					.isEqualTo("victim");
			}
		}
	}

	@Test
	void loginWhenServiceEchoesTheNameThenIsRefusedAndTold(CapturedOutput output) {
		try (TestApplication app = start(Echo.class)) {
			app.bean(InMemoryData.class).save(new UserTwoFactorAuthData("alice", TwoFactorMethod.CODE_SENDER, null));
			for (String typed : List.of("ALICE", "alice", "aLICE")) {
				Answer answer = app.getCode(typed);
				assertThat(answer.status()).as(answer.body()).isEqualTo(401);
				assertThat(answer.code()).isEqualTo("authentication_failed");
			}
			assertThat(output).contains("returns the name as it was typed", JdbcUserDetailsManager.class.getName());
		}
	}

	@Test
	void logWhenNameAndMethodHoldLineBreaksThenStaysInOneLine(CapturedOutput output) {
		String name = "eve\nFORGED ERROR\u2028\u202eline";
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class), OPTIONAL_2FA)) {
			app.users().put(TestUser.named(name));
			app.bean(InMemoryData.class).save(new UserTwoFactorAuthData(name, TwoFactorMethod.of("x\nFORGED"), null));
			assertThat(app.getCode(name).code()).isEqualTo("2fa_not_configured");
			app.bean(InMemoryData.class).save(new UserTwoFactorAuthData(name, TwoFactorMethod.CODE_SENDER, null));
			assertThat(app.getCode(name).code()).isEqualTo("verification_code_sending_failed");
		}
		assertThat(output).contains("eve\\u000aFORGED ERROR\\u2028\\u202eline", "\"x\\u000aFORGED\"")
			.doesNotContain("\nFORGED");
	}

	/**
	 * As many write it: an address may be typed in place of the name.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ByAddressFirst {

		@Bean
		UserDetailsService users() {
			Map<String, TestUser> byAddress = Map.of("victim@example.com", TestUser.named("victim"),
					"mallory@example.com", TestUser.named("victim@example.com").withEmail("mallory@example.com"));
			return (typed) -> byAddress.getOrDefault(typed, TestUser.named("victim"));
		}

	}

	@Configuration
	static class Echo {

		@Bean(destroyMethod = "shutdown", defaultCandidate = false)
		EmbeddedDatabase userDatabase() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
				.generateUniqueName(true)
				.addScript("classpath:org/springframework/security/core/userdetails/jdbc/users.ddl")
				.build();
		}

		@Bean
		UserDetailsService users() {
			JdbcUserDetailsManager users = new JdbcUserDetailsManager(userDatabase());
			users.setUsernameBasedPrimaryKey(false);
			users.createUser(User.withUserDetails(TestUsers.aliceAndBob().loadUserByUsername("alice")).build());
			return users;
		}

	}

}
