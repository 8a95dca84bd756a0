package io.github.jwt2fa.autoconfigure;

import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.host.TwoPersistenceUnits;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserDetailsTwoFactorUserService;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that lack something, or have too much of it: the start fails and says what
 * to type.
 */
class FailedStartTests {

	private static FailedStart start(String... settings) {
		return FailedStart.of(AutoConfigured.web(settings).withBean(InMemoryData.class));
	}

	private static FailedStart startOf(Class<?> application, String... settings) {
		return FailedStart
			.of(AutoConfigured.web(settings).withBean(InMemoryData.class).withUserConfiguration(application));
	}

	private static FailedStart startWithHibernate(String... settings) {
		return FailedStart.of(AutoConfigured.hibernate(AutoConfigured.web(settings)));
	}

	private static WebApplicationContextRunner withoutUsers(String... settings) {
		return AutoConfigured.webWithoutUsers(settings).withBean(InMemoryData.class);
	}

	private static FailedStart startWithoutUsersOf(Class<?> application, String... settings) {
		return FailedStart.of(withoutUsers(settings).withUserConfiguration(application));
	}

	@Test
	void startWhenThereIsNoSecretKeyThenFails() {
		FailedStart start = start("jwt2fa.secret-key");
		assertThat(start.description()).contains("jwt2fa.secret-key is not set");
		assertThat(start.action()).contains("Set jwt2fa.secret-key to", "openssl rand -base64 48");
	}

	@Test
	void startWhenThereIsNoWayToSendACodeThenFails() {
		FailedStart start = start("spring.mail.host");
		assertThat(start.description()).contains("neither a JavaMailSender nor a CodeSender");
		assertThat(start.action()).contains("spring.mail.host", "CodeSender codeSender(");
	}

	@Test
	void startWhenStateIsForADatabaseAndThereIsNoneThenFails() {
		FailedStart start = start("jwt2fa.state.store=jdbc");
		assertThat(start.description()).contains("jwt2fa.state.store=jdbc", "no DataSource bean");
		assertThat(start.action()).contains("spring.datasource.url", "io.github.jwt2fa.state.StateStore");
	}

	@Test
	void startWhenTheTableOfTheStateIsMissingThenFails() {
		FailedStart start = startWithHibernate("jwt2fa.state.store=jdbc", "jwt2fa.jdbc.initialize-schema=never",
				"spring.sql.init.schema-locations=classpath:io/github/jwt2fa/db/h2/R__jwt2fa_login_session.sql");
		assertThat(start.description()).contains("jwt2fa_state", "Table \"JWT2FA_STATE\" not found")
			.doesNotContain("jwt2fa_login_session");
		assertThat(start.action()).contains("jwt2fa.jdbc.initialize-schema=always", "R__jwt2fa_state.sql",
				"jwt2fa.jdbc.schema", "jwt2fa.check-tables=false");
		assertThat(start.action()).doesNotContain("ddl-auto");
	}

	/**
	 * The stores come before the settings, and would use it as it is.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "redis", "jdbc" })
	void startWhenTheTimeoutOfAStoreIsWrongThenIsToldBeforeTheStoreUsesIt(String store) {
		FailedStart start = FailedStart.of(AutoConfigured.redis(
				AutoConfigured.database(AutoConfigured.web("jwt2fa.state.store=" + store, "jwt2fa.state.timeout=0s"))));
		assertThat(start.description()).contains("jwt2fa.state.timeout is");
		assertThat(start.action()).contains("from 1s to 30s");
	}

	@Test
	void startWhenStateIsForRedisAndThereIsNoneThenFails() {
		FailedStart start = start("jwt2fa.state.store=redis");
		assertThat(start.description()).contains("jwt2fa.state.store=redis", "no RedisConnectionFactory bean");
		assertThat(start.action()).contains("spring-boot-starter-data-redis", "spring.data.redis.host");
	}

	@Test
	void startWhenThereAreSeveralMailSendersThenFails() {
		FailedStart start = startOf(TwoMailSenders.class);
		assertThat(start.description()).contains("more than one JavaMailSender");
		assertThat(start.action()).contains("@Primary", "jwt2fa.notify-factor-changes=false");
	}

	@Test
	void startWhenThereAreSeveralCodeSendersThenFails() {
		FailedStart start = startOf(TwoCodeSenders.class);
		assertThat(start.description()).contains("more than one CodeSender");
		assertThat(start.action()).contains("@Primary");
	}

	@Test
	void startWhenTheOnlyUserIsTheOneThatBootGeneratesThenFails() {
		FailedStart start = FailedStart.of(withoutUsers("spring.security.user.name=someone"));
		assertThat(start.description()).contains("Spring Boot generates");
		assertThat(start.action()).contains("UserDetailsService userDetailsService(", "spring.security.user.password");
	}

	@Test
	void startWhenTheUsersAreThoseOfABuilderThenSaysSo() {
		for (Class<?> builder : List.of(UsersInABuilder.class, ProviderInABuilder.class)) {
			FailedStart start = startWithoutUsersOf(builder, "spring.security.user.name=someone");
			assertThat(start.description()).contains("AuthenticationManagerBuilder was given");
			assertThat(start.action()).contains("UserDetailsService userDetailsService(", "TwoFactorUserService");
		}
	}

	@Test
	void startWhenUsersAreInABuilderAndFoundByABeanThenSucceeds() {
		withoutUsers("spring.security.user.name=someone")
			.withUserConfiguration(UsersInABuilder.class, UsersByABean.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenTheManagerAsksItselfThenFails() {
		for (Class<?> loop : List.of(NothingBehindTheManager.class, ManagerOfItsOwnParent.class,
				ManagerByLambda.class)) {
			FailedStart start = startWithoutUsersOf(loop);
			assertThat(start.description()).contains("asks itself", "StackOverflowError");
			assertThat(start.action()).contains("new ProviderManager(providers)");
		}
	}

	@Test
	void startWhenProcessedAheadOfTimeThenTheStoreIsSaidToBeFrozen() {
		SpringProperties.setFlag("spring.aot.enabled");
		try {
			FailedStart start = start("jwt2fa.state.store=jdbc");
			assertThat(start.description()).contains("ahead of time").doesNotContain("no DataSource");
			assertThat(start.action()).contains("process-aot");
			assertThat(start("spring.mail.host").action()).contains("ahead of time");
		}
		finally {
			SpringProperties.setProperty("spring.aot.enabled", null);
		}
		assertThat(start("spring.mail.host").action()).doesNotContain("ahead of time");
	}

	@Test
	void startWhenThereAreTwoDatabasesForTheStateThenSaysSo() {
		WebApplicationContextRunner one = AutoConfigured.web("jwt2fa.state.store=jdbc")
			.withBean(InMemoryData.class)
			.withBean("one", DataSource.class, SimpleDriverDataSource::new);
		assertThat(FailedStart.of(one.withClassLoader(new FilteredClassLoader(JdbcOperations.class))).description())
			.contains("was left out");
		assertThat(FailedStart.of(one.withBean("other", DataSource.class, SimpleDriverDataSource::new)).description())
			.contains("more than one DataSource bean");
	}

	@Test
	void startWhenThereAreNoUsersThenFails() {
		FailedStart start = FailedStart.of(withoutUsers());
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
		FailedStart start = FailedStart.of(AutoConfigured.web());
		assertThat(start.description()).contains("neither one JPA EntityManagerFactory nor one DataSource",
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
	void startWhenThereIsNoTableThenFailsAndNamesAll() {
		FailedStart start = startWithHibernate("spring.jpa.hibernate.ddl-auto=none",
				"jwt2fa.jdbc.initialize-schema=never", "jwt2fa.state.store=jdbc", "jwt2fa.passkey.rp-id=example.com",
				"jwt2fa.trusted-devices.max-age=30d");
		assertThat(start.description()).contains("The table jwt2fa_user_two_factor_auth_data is not in the database",
				"The table jwt2fa_login_session is not in the database",
				"The table jwt2fa_passkey is not in the database",
				"The table jwt2fa_recovery_codes is not in the database",
				"The table jwt2fa_trusted_device is not in the database",
				"The table jwt2fa_state is not in the database", "Table \"JWT2FA_LOGIN_SESSION\" not found");
		assertThat(start.action()).contains("classpath:io/github/jwt2fa/db/", "spring-boot-starter-flyway",
				"spring.flyway.locations=", "ddl-auto=update makes jwt2fa_user_two_factor_auth_data.");
	}

	@Test
	void startWhenANamingStrategyPrefixesTablesThenNamesThemAsHibernateDoes() {
		FailedStart start = startWithHibernate("spring.jpa.hibernate.ddl-auto=none",
				"spring.jpa.hibernate.naming.physical-strategy=" + Prefixed.class.getName());
		assertThat(start.description())
			.contains("The table shop_jwt2fa_user_two_factor_auth_data is not in the database")
			.doesNotContain("jwt2fa_login_session");
		assertThat(start.action()).contains(
				"calls jwt2fa_user_two_factor_auth_data shop_jwt2fa_user_two_factor_auth_data",
				"ddl-auto=update makes shop_jwt2fa_user_two_factor_auth_data");
	}

	@Test
	void startWhenThereIsNoSuchSchemaThenSaysSo() {
		FailedStart start = startWithHibernate("spring.jpa.hibernate.ddl-auto=none",
				"jwt2fa.jdbc.initialize-schema=never", "jwt2fa.jdbc.schema=nowhere");
		assertThat(start.description()).contains("The table nowhere.jwt2fa_login_session is not in the database",
				"Schema \"NOWHERE\" not found");
	}

	/**
	 * The columns are others: what was taken for the table is not ours.
	 */
	@Test
	void startWhenATableIsNotOursThenSaysWhatTheDatabaseSays() {
		FailedStart start = startWithHibernate("spring.jpa.hibernate.ddl-auto=none", "jwt2fa.state.store=jdbc",
				"jwt2fa.jdbc.initialize-schema=never", "spring.flyway.enabled=false",
				"spring.datasource.url=jdbc:h2:mem:other;INIT=create table if not exists jwt2fa_state (state_key varchar(255) primary key)");
		assertThat(start.description()).contains("jwt2fa_state", "not as it should be", "\"BYTES\" not found");
	}

	@Test
	void startWhenNoneOfTwoPersistenceUnitsHasTheEntityThenFails() {
		FailedStart start = FailedStart.of(AutoConfigured
			.web("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(), "packages=io.github.jwt2fa.host.plain")
			.withUserConfiguration(TwoPersistenceUnits.class));
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
	static class TwoMailSenders {

		@Bean
		JavaMailSender letters() {
			return new JavaMailSenderImpl();
		}

		@Bean
		JavaMailSender bills() {
			return new JavaMailSenderImpl();
		}

	}

	@Configuration(proxyBeanMethods = false)
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
	static class MoreUsers {

		@Bean
		UserDetailsService moreUsers() {
			return TestUsers.aliceAndBob();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoPlaces {

		@Bean
		UserTwoFactorAuthDataRepository otherPlace() {
			return new InMemoryData();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GreedyChain {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		SecurityFilterChain greedyChain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			return http.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UsersInABuilder {

		@Autowired
		void configureGlobal(AuthenticationManagerBuilder auth) {
			auth.userDetailsService(TestUsers.aliceAndBob());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProviderInABuilder {

		@Autowired
		void configureGlobal(AuthenticationManagerBuilder auth) {
			auth.authenticationProvider(new DaoAuthenticationProvider(TestUsers.aliceAndBob()) {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UsersByABean {

		@Bean
		TwoFactorUserService users() {
			return new OwnUsers(new UserDetailsTwoFactorUserService(TestUsers.aliceAndBob()));
		}

	}

	record OwnUsers(TwoFactorUserService users) implements TwoFactorUserService {

		@Override
		public TwoFactorUser findById(String id) {
			return this.users.findById(id);
		}

		@Override
		public TwoFactorUser findByAuthentication(Authentication authentication) {
			return this.users.findByAuthentication(authentication);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(UsersByABean.class)
	static class NothingBehindTheManager {

		@Bean
		AuthenticationManager authenticationManager(AuthenticationConfiguration configuration) {
			return configuration.getAuthenticationManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(UsersByABean.class)
	static class ManagerOfItsOwnParent {

		@Bean
		AuthenticationManager authenticationManager(AuthenticationConfiguration configuration) {
			return new ProviderManager(List.of(new DaoAuthenticationProvider(TestUsers.aliceAndBob())),
					configuration.getAuthenticationManager());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(UsersByABean.class)
	static class ManagerByLambda {

		@Bean
		AuthenticationManager authenticationManager(AuthenticationConfiguration configuration) {
			return (authentication) -> configuration.getAuthenticationManager().authenticate(authentication);
		}

	}

	/**
	 * As many houses have it.
	 */
	public static class Prefixed extends PhysicalNamingStrategyStandardImpl {

		@Override
		public Identifier toPhysicalTableName(Identifier logicalName, JdbcEnvironment context) {
			return Identifier.toIdentifier("shop_" + logicalName.getText());
		}

	}

}
