package io.github.jwt2fa.state.jdbc;

import java.time.Duration;

import javax.sql.DataSource;

import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateStoreContract;
import io.github.jwt2fa.state.StateStoreException;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The same in every database.
 */
abstract class JdbcStateStoreContract extends StateStoreContract {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final MutableClock clock = new MutableClock();

	private JdbcStateStore store;

	/**
	 * The database, which the tests share.
	 */
	abstract DataSource dataSource() throws Exception;

	/**
	 * The folder of the scripts.
	 */
	abstract String vendor();

	@BeforeEach
	void start() throws Exception {
		run("drop/" + vendor() + "/drop_jwt2fa_state.sql");
		run("db/" + vendor() + "/R__jwt2fa_state.sql");
		// repeatable
		run("db/" + vendor() + "/R__jwt2fa_state.sql");
		// a connection an operation, many at once, on a machine that may have other
		// things to do
		this.store = new JdbcStateStore(dataSource(), null, "shop:", Duration.ofSeconds(30), this.clock);
	}

	private void run(String script) throws Exception {
		new ResourceDatabasePopulator(new ClassPathResource("io/github/jwt2fa/" + script)).execute(dataSource());
	}

	@Override
	protected StateStore store() {
		return this.store;
	}

	@Override
	protected void pass(Duration time) {
		this.clock.advance(time);
	}

	@Test
	void compareAndSetWhenTheCallersTransactionFailsThenStillCounted() throws Exception {
		StateKey key = new StateKey("kind", "id");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new TransactionTemplate(new DataSourceTransactionManager(dataSource()))
				.executeWithoutResult((status) -> {
					this.store.compareAndSet(key, null, new byte[] { 1 }, MINUTE);
					throw new IllegalStateException("The request failed");
				}));
		assertThat(this.store.get(key)).isEqualTo(new byte[] { 1 });
	}

	@Test
	void deleteExpiredWhenSomeAreThenThoseAloneAndNoMoreThanAskedFor() throws Exception {
		for (int i = 0; i < 5; i++) {
			this.store.compareAndSet(new StateKey("kind", "id" + i), null, new byte[] { 1 }, Duration.ofSeconds(i + 1));
		}
		this.clock.advance(Duration.ofSeconds(4));
		assertThat(this.store.deleteExpired(3)).isEqualTo(3);
		assertThat(this.store.deleteExpired(3)).isEqualTo(1);
		assertThat(this.store.deleteExpired(3)).isZero();
		assertThat(new JdbcTemplate(dataSource()).queryForList("select state_key from jwt2fa_state", String.class))
			.containsExactly("shop:kind:id4");
	}

	@Test
	void requireTableWhenThereIsNoneThenFails() throws Exception {
		this.store.requireTable();
		run("drop/" + vendor() + "/drop_jwt2fa_state.sql");
		assertThatExceptionOfType(StateStoreException.class).isThrownBy(this.store::requireTable);
	}

}
