package io.github.jwt2fa.docs.shop;

import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestPostgres;
import io.github.jwt2fa.test.TestRedis;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import io.github.jwt2fa.user.jdbc.JdbcUserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's examples of other databases than the application's own.
 */
@Tag("slow")
class DocumentedDatabasesIT {

	private static final String TABLES = "select lower(table_name) from information_schema.tables "
			+ "where lower(table_name) like 'jwt2fa%' order by 1";

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	@Test
	void databaseWhenMarkedThenAllTablesAreInIt() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, LoginDatabase.class),
				"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
				"login.datasource.url=" + postgres.url(), "jwt2fa.state.store=jdbc",
				"jwt2fa.jdbc.initialize-schema=always")) {
			assertThat(app.login("alice", PASSWORD, "alice@example.com").status()).isEqualTo(200);
			UserTwoFactorAuthDataRepository users = app.bean(UserTwoFactorAuthDataRepository.class);
			assertThat(users).isInstanceOf(JdbcUserTwoFactorAuthDataRepository.class);
			users.save(new UserTwoFactorAuthData("bob", TwoFactorMethod.CODE_SENDER, null));
			JdbcTemplate login = new JdbcTemplate(postgres.dataSource());
			for (String table : List.of("jwt2fa_login_session", "jwt2fa_state", "jwt2fa_user_two_factor_auth_data")) {
				assertThat(login.queryForObject("select count(*) from " + table, Integer.class)).as(table).isPositive();
			}
			// the application's own is that of JPA, and has nothing of ours
			assertThat(new JdbcTemplate(app.bean(DataSource.class)).queryForList(TABLES, String.class)).isEmpty();
		}
	}

	@Test
	void redisWhenMarkedThenTheStateIsInIt() {
		try (TestRedis own = new TestRedis();
				TestRedis login = new TestRedis();
				TestApplication app = TestApplication.alone(List.of(Shop.class, LoginRedis.class),
						"spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + own.port(),
						"login.redis.port=" + login.port(), "jwt2fa.state.store=redis")) {
			assertThat(app.login("alice", PASSWORD, "alice@example.com").status()).isEqualTo(200);
			assertThat(new StringRedisTemplate(app.bean(RedisConnectionFactory.class)).keys("*")).isEmpty();
		}
	}

}
