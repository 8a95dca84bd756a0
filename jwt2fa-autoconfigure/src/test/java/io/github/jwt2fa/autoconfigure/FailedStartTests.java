package io.github.jwt2fa.autoconfigure;

import java.util.List;

import io.github.jwt2fa.guest.InMemoryData;
import io.github.jwt2fa.guest.NoDatabase;
import io.github.jwt2fa.guest.TwoPersistenceUnits;
import io.github.jwt2fa.method.code.CodeSender;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserDetailsTwoFactorUserService;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole applications that lack something, or have too much of it: the start fails and
 * says what to type.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTests {

	private final CapturedOutput output;

	FailedStartTests(CapturedOutput output) {
		this.output = output;
	}

	private FailedStart startOf(Class<?> application, String... properties) {
		return FailedStart.of(() -> TestApplication.with(List.of(application), properties).close(), this.output);
	}

	private FailedStart startWithoutUsersOf(Class<?> application, String... properties) {
		return FailedStart.of(() -> TestApplication.withoutUsers(List.of(application), properties).close(),
				this.output);
	}

	@Test
	void startWhenThereIsNoSecretKeyThenFails() {
		FailedStart start = startOf(NoDatabase.class, "jwt2fa.secret-key");
		assertThat(start.description()).contains("jwt2fa.secret-key is not set");
		assertThat(start.action()).contains("Set jwt2fa.secret-key to", "openssl rand -base64 48");
	}

	@Test
	void startWhenThereIsNoWayToSendACodeThenFails() {
		FailedStart start = startOf(NoDatabase.class, "spring.mail.host");
		assertThat(start.description()).contains("neither a JavaMailSender nor a CodeSender");
		assertThat(start.action()).contains("spring.mail.host", "CodeSender codeSender(");
	}

	@Test
	void startWhenStateIsForADatabaseAndThereIsNoneThenFails() {
		FailedStart start = startOf(NoDatabase.class, "jwt2fa.state.store=jdbc");
		assertThat(start.description()).contains("jwt2fa.state.store is jdbc", "no DataSource bean");
		assertThat(start.action()).contains("spring.datasource.url", "io.github.jwt2fa.state.StateStore");
	}

	@Test
	void startWhenTheTableOfTheStateIsMissingThenFails() {
		FailedStart start = startOf(TestApplication.App.class, "jwt2fa.state.store=jdbc",
				"jwt2fa.state.jdbc.initialize-schema=never");
		assertThat(start.description()).contains("jwt2fa_state");
		assertThat(start.action()).contains("jwt2fa.state.jdbc.initialize-schema=always", "R__jwt2fa_state.sql");
	}

	@Test
	void startWhenStateIsForRedisAndThereIsNoneThenFails() {
		FailedStart start = startOf(NoRedis.class, "jwt2fa.state.store=redis");
		assertThat(start.description()).contains("jwt2fa.state.store is redis", "no RedisConnectionFactory bean");
		assertThat(start.action()).contains("spring-boot-starter-data-redis", "spring.data.redis.host");
	}

	@Test
	void startWhenThereAreSeveralCodeSendersThenFails() {
		FailedStart start = startOf(TwoCodeSenders.class);
		assertThat(start.description()).contains("more than one CodeSender");
		assertThat(start.action()).contains("@Primary");
	}

	@Test
	void startWhenTheOnlyUserIsTheOneThatBootGeneratesThenFails() {
		FailedStart start = startWithoutUsersOf(NoDatabase.class, "spring.security.user.name=someone");
		assertThat(start.description()).contains("Spring Boot generates");
		assertThat(start.action()).contains("UserDetailsService userDetailsService(", "spring.security.user.password");
	}

	@Test
	void startWhenThereAreNoUsersThenFails() {
		FailedStart start = startWithoutUsersOf(NoDatabase.class);
		assertThat(start.description()).contains("no UserDetailsService bean", "no TwoFactorUserService bean");
		assertThat(start.action()).contains("UserDetailsService userDetailsService(");
	}

	@Test
	void startWhenPasswordsAreCheckedByAProviderAloneThenAsksForAUserService() {
		FailedStart start = startWithoutUsersOf(OneProvider.class);
		assertThat(start.description()).contains("no TwoFactorUserService bean");
		assertThat(start.action()).contains("io.github.jwt2fa.user.TwoFactorUserService");
	}

	@Test
	void startWhenThereAreSeveralUserServicesThenFails() {
		FailedStart start = startOf(MoreUsers.class);
		assertThat(start.description()).contains("more than one UserDetailsService bean");
		assertThat(start.action()).contains("@Primary");
	}

	@Test
	void startWhenThereAreSeveralProvidersAndNoManagerThenFails() {
		FailedStart start = startWithoutUsersOf(TwoProviders.class);
		assertThat(start.description()).contains("no AuthenticationManager");
		assertThat(start.action()).contains("new ProviderManager(providers)");
	}

	@Test
	void startWhenThereIsNoPlaceForTheDataThenFails() {
		FailedStart start = startOf(NoPlace.class);
		assertThat(start.description()).contains("not one JPA EntityManagerFactory",
				"no UserTwoFactorAuthDataRepository bean");
		assertThat(start.action()).contains("spring.datasource.url",
				"io.github.jwt2fa.user.UserTwoFactorAuthDataRepository");
	}

	@Test
	void startWhenThereAreSeveralPlacesForTheDataThenFails() {
		FailedStart start = startOf(TwoPlaces.class);
		assertThat(start.description()).contains("more than one UserTwoFactorAuthDataRepository");
		assertThat(start.action()).contains("@Primary");
	}

	@Test
	void startWhenThereIsNoTableThenFails() {
		FailedStart start = startOf(TestApplication.App.class, "spring.jpa.hibernate.ddl-auto=none");
		assertThat(start.description()).contains("The table jwt2fa_user_two_factor_auth_data is not in the database");
		assertThat(start.action()).contains("classpath:io/github/jwt2fa/db/", "spring.flyway.locations=",
				"spring.jpa.hibernate.ddl-auto=update");
	}

	@Test
	void startWhenNoneOfTwoPersistenceUnitsHasTheEntityThenFails() {
		FailedStart start = startOf(TwoPersistenceUnits.class, "packages=io.github.jwt2fa.guest.plain");
		assertThat(start.description()).contains("several EntityManagerFactory beans");
		assertThat(start.action()).contains("\"io.github.jwt2fa.user.jpa\"");
	}

	@Test
	void startWhenAChainTakesAllRequestsBeforeOursThenFails() {
		FailedStart start = startOf(GreedyChain.class);
		assertThat(start.description()).contains("jwt2fa", "'greedyChain'");
		assertThat(start.action()).contains("@Order", "securityMatcher(");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(NoDatabase.class)
	static class TwoCodeSenders {

		@Bean
		CodeSender textMessages() {
			return (user, code) -> {
			};
		}

		@Bean
		CodeSender letters() {
			return (user, code) -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(NoDatabase.class)
	static class OneProvider {

		@Bean
		AuthenticationProvider directory() {
			return new DaoAuthenticationProvider(TestUsers.aliceAndBob());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(OneProvider.class)
	static class TwoProviders {

		@Bean
		AuthenticationProvider otherDirectory() {
			return new DaoAuthenticationProvider(TestUsers.aliceAndBob());
		}

		@Bean
		TwoFactorUserService users() {
			return new UserDetailsTwoFactorUserService(TestUsers.aliceAndBob());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(NoDatabase.class)
	static class MoreUsers {

		@Bean
		UserDetailsService moreUsers() {
			return TestUsers.aliceAndBob();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	static class NoPlace {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(NoDatabase.class)
	static class TwoPlaces {

		@Bean
		UserTwoFactorAuthDataRepository otherPlace() {
			return new InMemoryData();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(NoDatabase.class)
	static class GreedyChain {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		SecurityFilterChain greedyChain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			return http.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataRedisAutoConfiguration.class)
	static class NoRedis {

	}

}
