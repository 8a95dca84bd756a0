package io.github.jwt2fa.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's user service needs beans of ours, and renews passwords.
 */
class OwnUserDetailsServiceIT {

	@AutoClose
	private static TestApplication app;

	private static List<AbstractAuthenticationEvent> atStart;

	@BeforeAll
	static void start() {
		app = TestApplication.withoutUsers(List.of(Application.class));
		atStart = List.copyOf(app.bean(SpringEvents.class).all);
	}

	@BeforeEach
	void forgetEvents() {
		app.bean(SpringEvents.class).all.clear();
	}

	private static Answer firstStep(String username, String password) {
		return app.client().post("/auth/get-code", Map.of("username", username, "password", password));
	}

	private static List<AbstractAuthenticationEvent> interactiveLogins() {
		return app.bean(SpringEvents.class).all.stream()
			.filter(InteractiveAuthenticationSuccessEvent.class::isInstance)
			.toList();
	}

	@Test
	void passwordWhenStoredInAnOldFormThenIsRenewed() {
		OwnUsers users = app.bean(OwnUsers.class);
		users.users.put(TestUser.named("olga").withPassword("{noop}" + TestUsers.PASSWORD));
		assertThat(firstStep("olga", TestUsers.PASSWORD).status()).isEqualTo(200);
		assertThat(users.loadUserByUsername("olga").getPassword()).startsWith("{bcrypt}");
		assertThat(firstStep("olga", TestUsers.PASSWORD).status()).isEqualTo(200);
	}

	@Test
	void passwordsWhenWarmedUpAtTheStartThenNobodyIsToldOf() {
		assertThat(atStart).isEmpty();
	}

	@Test
	void passwordWhenWrongThenSpringTellsOfIt() {
		assertThat(firstStep("alice", "wrong").status()).isEqualTo(401);
		assertThat(app.bean(SpringEvents.class).all).singleElement()
			.isInstanceOf(AuthenticationFailureBadCredentialsEvent.class)
			.satisfies((event) -> assertThat(event.getAuthentication().getName()).isEqualTo("alice"));
	}

	@Test
	void loginWhenOnlyThePasswordWasRightThenIsNotToldOf() {
		app.codeTokenFor("alice");
		assertThat(interactiveLogins()).isEmpty();
	}

	@Test
	void loginWhenCompleteThenIsToldOfOnce() {
		String access = app.login("bob").text("access");
		assertThat(app.client().bearer(access).get("/whoami").body()).isEqualTo("bob");
		assertThat(interactiveLogins()).extracting((event) -> event.getAuthentication().getName())
			.containsExactly("bob");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ OwnUsers.class, SpringEvents.class, Whoami.class })
	static class Application {

		@Bean
		AuthenticationManager authenticationManager(AuthenticationConfiguration configuration) {
			return configuration.getAuthenticationManager();
		}

	}

	static class OwnUsers implements UserDetailsService, UserDetailsPasswordService {

		private final TestUsers users = TestUsers.aliceAndBob();

		OwnUsers(UserTwoFactorAuthDataRepository data, AuthTokenFactory tokens) {
			assertThat(data).isNotNull();
			assertThat(tokens).isNotNull();
		}

		@Override
		public UserDetails loadUserByUsername(String username) {
			return this.users.loadUserByUsername(username);
		}

		@Override
		public UserDetails updatePassword(UserDetails user, String newPassword) {
			TestUser renewed = ((TestUser) user).withPassword(newPassword);
			this.users.put(renewed);
			return renewed;
		}

	}

	static class SpringEvents {

		private final List<AbstractAuthenticationEvent> all = Collections.synchronizedList(new ArrayList<>());

		@EventListener
		void on(AbstractAuthenticationEvent event) {
			this.all.add(event);
		}

	}

}
