package io.github.jwt2fa.host;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserDetailsTwoFactorUserService;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Passwords are checked by something that is no UserDetailsService.
 */
class OwnAuthenticationProviderIT {

	@Test
	void loginWhenProviderEchoesTheNameAsTypedThenIsThatOfTheUser() {
		try (TestApplication app = TestApplication.withoutUsers(List.of(NoDatabase.class, OneProvider.class))) {
			assertThatLogsIn(app, "ALICE", "alice");
			assertThat(firstStep(app, "bob").status()).isEqualTo(401);
		}
	}

	@Test
	void loginWhenThereAreTwoProvidersAndAManagerThenAsksTheManager() {
		try (TestApplication app = TestApplication.withoutUsers(List.of(NoDatabase.class, TwoProviders.class))) {
			assertThatLogsIn(app, "Alice", "alice");
			assertThatLogsIn(app, "BOB", "bob");
		}
	}

	private static Answer firstStep(TestApplication app, String typed) {
		return app.client().post("/auth/get-code", Map.of("username", typed, "password", TestUsers.PASSWORD));
	}

	private static void assertThatLogsIn(TestApplication app, String typed, String username) {
		Answer login = app.client()
			.post("/auth/auth", Map.of("code_token", firstStep(app, typed).text("token"), "code",
					app.mail().lastCodeFor(username + "@example.com")));
		assertThat(app.client().bearer(login.text("access")).get("/whoami").body()).isEqualTo(username);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Whoami.class)
	static class Users {

		@Bean
		TwoFactorUserService users() {
			return new UserDetailsTwoFactorUserService(TestUsers.aliceAndBob());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Users.class)
	static class OneProvider {

		@Bean
		AuthenticationProvider directory() {
			return new Directory("alice");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(OneProvider.class)
	static class TwoProviders {

		@Bean
		AuthenticationProvider otherDirectory() {
			return new Directory("bob");
		}

		@Bean
		AuthenticationManager authenticationManager(List<AuthenticationProvider> providers) {
			return new ProviderManager(providers);
		}

	}

}
