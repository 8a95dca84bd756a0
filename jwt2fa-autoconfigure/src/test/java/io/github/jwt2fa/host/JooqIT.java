package io.github.jwt2fa.host;

import java.util.List;

import javax.sql.DataSource;

import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.session.jdbc.JdbcLoginSessionRepository;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestPostgres;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import io.github.jwt2fa.user.jdbc.JdbcUserTwoFactorAuthDataRepository;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The application asks its database by jOOQ: our tables are in the same one, and in its
 * transactions.
 */
class JooqIT {

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	@BeforeEach
	void empty() {
		JdbcTemplate database = new JdbcTemplate(postgres.dataSource());
		database.execute("drop schema public cascade");
		database.execute("create schema public");
	}

	private static TestApplication start() {
		return TestApplication.with(List.of(Books.class), "spring.datasource.url=" + postgres.url(),
				"jwt2fa.jdbc.initialize-schema=always", "jwt2fa.state.store=jdbc");
	}

	@Test
	void journeyWhenThereIsNoJpaThenAllIsInTheDatabase() {
		try (TestApplication app = start()) {
			new Journey(app.client(), app.clock(), TestUsers.PASSWORD, () -> app.lastCodeFor("alice")).take();
			assertThat(app.bean(LoginSessionRepository.class)).isInstanceOf(JdbcLoginSessionRepository.class);
			assertThat(app.bean(UserTwoFactorAuthDataRepository.class))
				.isInstanceOf(JdbcUserTwoFactorAuthDataRepository.class);
			DSLContext jooq = app.bean(DSLContext.class);
			assertThat(jooq.fetchCount(DSL.table("jwt2fa_user_two_factor_auth_data"))).isEqualTo(1);
			assertThat(jooq.fetchValues("select distinct user_id from jwt2fa_login_session")).hasToString("[alice]");
		}
	}

	@Test
	void deletionOfAUserWhenItFailsThenAllOfItStays() {
		try (TestApplication app = start()) {
			DSLContext jooq = app.bean(DSLContext.class);
			LoginSessionRepository sessions = app.bean(LoginSessionRepository.class);
			UserTwoFactorAuthDataRepository data = app.bean(UserTwoFactorAuthDataRepository.class);
			jooq.execute("create table if not exists customer (name varchar(64) primary key)");
			jooq.execute("insert into customer (name) values ('carol')");
			sessions.insert(
					LoginSession.begin("s1", "carol", app.clock().instant(), app.clock().instant().plusSeconds(60)));
			data.save(new UserTwoFactorAuthData("carol", null, "secret"));
			TransactionTemplate transaction = new TransactionTemplate(app.bean(PlatformTransactionManager.class));
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> transaction.executeWithoutResult((status) -> {
					jooq.execute("delete from customer where name = 'carol'");
					assertThat(sessions.endAll("carol", null)).isEqualTo(1);
					data.deleteByUserId("carol");
					throw new IllegalStateException("There are orders to pay");
				}));
			assertThat(jooq.fetchCount(DSL.table("customer"))).isEqualTo(1);
			assertThat(sessions.findByUserId("carol")).hasSize(1);
			assertThat(data.findByUserId("carol")).isNotNull();
		}
	}

	/**
	 * As spring-boot-jooq has it, whose jOOQ needs a later Java.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, FlywayAutoConfiguration.class })
	static class Books {

		@Bean
		DSLContext dslContext(DataSource dataSource) {
			return DSL.using(new DataSourceConnectionProvider(new TransactionAwareDataSourceProxy(dataSource)),
					SQLDialect.POSTGRES);
		}

	}

}
