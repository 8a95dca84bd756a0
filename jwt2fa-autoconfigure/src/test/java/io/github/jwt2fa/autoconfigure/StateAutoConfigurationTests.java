package io.github.jwt2fa.autoconfigure;

import java.time.Clock;

import javax.sql.DataSource;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.jdbc.Jwt2faDataSource;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.jdbc.JdbcStateStore;
import io.github.jwt2fa.state.redis.Jwt2faRedisConnectionFactory;
import io.github.jwt2fa.state.redis.RedisStateStore;
import io.github.jwt2fa.test.AutoConfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which store has the state of logins.
 */
class StateAutoConfigurationTests {

	private static final String REDIS = "org.springframework.data.redis";

	private static final String HOUSEKEEPING = "jwt2faStateHousekeeping";

	/**
	 * With a database and a Redis, whatever they are for.
	 */
	private static WebApplicationContextRunner with(String... settings) {
		return AutoConfigured.redis(AutoConfigured.database(AutoConfigured.web(settings)));
	}

	private static WebApplicationContextRunner withoutDatabase(String... settings) {
		return AutoConfigured.redis(AutoConfigured.web(settings)).withBean(InMemoryData.class);
	}

	@Test
	void storeWhenNothingIsSaidThenIsTheMemory() {
		with().run((context) -> {
			assertThat(context).getBean(StateStore.class).isInstanceOf(InMemoryStateStore.class);
			assertThat(context).doesNotHaveBean(HOUSEKEEPING);
			assertThat(hasTable(context.getBean(DataSource.class))).isFalse();
		});
	}

	@Test
	void storeWhenItIsTheDatabaseThenHasATableAndHousekeeping() {
		with("jwt2fa.state.store=jdbc").run((context) -> {
			assertThat(context).getBean(StateStore.class).isInstanceOf(JdbcStateStore.class);
			assertThat(context).hasBean(HOUSEKEEPING);
			assertThat(hasTable(context.getBean(DataSource.class))).isTrue();
		});
	}

	@Test
	void storeWhenItIsRedisThenNeedsNoDatabase() {
		withoutDatabase("jwt2fa.state.store=redis")
			.run((context) -> assertThat(context).getBean(StateStore.class).isInstanceOf(RedisStateStore.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "memory", "jdbc", "redis" })
	void storeWhenReplacedThenThereIsNoOther(String store) {
		with("jwt2fa.state.store=" + store)
			.withBean("own", StateStore.class, () -> new InMemoryStateStore(Clock.systemUTC(), 10))
			.run((context) -> assertThat(context).hasNotFailed().getBeanNames(StateStore.class).containsExactly("own"));
	}

	@Test
	void storeWhenTheLibrariesOfTheOthersAreNotThereThenIsTheMemory() {
		withoutDatabase().withClassLoader(new FilteredClassLoader("org.springframework.jdbc", REDIS))
			.run((context) -> assertThat(context).getBean(StateStore.class).isInstanceOf(InMemoryStateStore.class));
	}

	@Test
	void storeWhenRedisIsNotOnTheClassPathThenSaysWhatToAdd() {
		FailedStart start = FailedStart
			.of(withoutDatabase("jwt2fa.state.store=redis").withClassLoader(new FilteredClassLoader(REDIS)));
		assertThat(start.action()).contains("spring-boot-starter-data-redis");
	}

	@Test
	void storeWhenOneOfTwoDatabasesIsMarkedThenIsInThatOne() {
		AutoConfigured.web("jwt2fa.state.store=jdbc").withUserConfiguration(MarkedDatabase.class).run((context) -> {
			assertThat(context).getBean(StateStore.class).isInstanceOf(JdbcStateStore.class);
			assertThat(hasTable(database(context, "forLogins"))).isTrue();
			assertThat(hasTable(database(context, "forOrders"))).isFalse();
		});
	}

	@Test
	void storeWhenOneOfTwoDatabasesIsPrimaryThenIsInThatOne() {
		AutoConfigured.web("jwt2fa.state.store=jdbc").withUserConfiguration(PrimaryDatabase.class).run((context) -> {
			assertThat(hasTable(database(context, "first"))).isTrue();
			assertThat(hasTable(database(context, "second"))).isFalse();
		});
	}

	@Test
	void storeWhenOneOfTwoRedisIsMarkedThenStarts() {
		withoutDatabase("jwt2fa.state.store=redis").withUserConfiguration(TwoRedis.class, MarkedRedis.class)
			.run((context) -> assertThat(context).getBean(StateStore.class).isInstanceOf(RedisStateStore.class));
	}

	@Test
	void storeWhenNoneOfTwoRedisIsMarkedThenSaysSo() {
		FailedStart start = FailedStart
			.of(withoutDatabase("jwt2fa.state.store=redis").withUserConfiguration(TwoRedis.class));
		assertThat(start.description()).contains("more than one RedisConnectionFactory bean");
		assertThat(start.action()).contains("@Primary", "@Jwt2faRedisConnectionFactory");
	}

	@Test
	void housekeepingWhenThereIsNoWebThenIsNotThere() {
		AutoConfigured.database(AutoConfigured.withoutWeb("jwt2fa.state.store=jdbc"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HOUSEKEEPING));
	}

	private static DataSource database(ApplicationContext context, String name) {
		return context.getBean(name, DataSource.class);
	}

	private static boolean hasTable(DataSource database) {
		Integer tables = new JdbcTemplate(database).queryForObject(
				"select count(*) from information_schema.tables where table_name = 'JWT2FA_STATE'", Integer.class);
		return Integer.valueOf(1).equals(tables);
	}

	private static DataSource newDatabase() {
		return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedDatabase {

		@Bean
		DataSource forOrders() {
			return newDatabase();
		}

		@Bean(defaultCandidate = false)
		@Jwt2faDataSource
		DataSource forLogins() {
			return newDatabase();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryDatabase {

		@Bean
		@Primary
		DataSource first() {
			return newDatabase();
		}

		@Bean
		DataSource second() {
			return newDatabase();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoRedis {

		@Bean
		RedisConnectionFactory first() {
			return new LettuceConnectionFactory();
		}

		@Bean
		RedisConnectionFactory second() {
			return new LettuceConnectionFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedRedis {

		@Bean(defaultCandidate = false)
		@Jwt2faRedisConnectionFactory
		RedisConnectionFactory forLogins() {
			return new LettuceConnectionFactory();
		}

	}

}
