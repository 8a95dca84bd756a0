package io.github.jwt2fa.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Properties;
import java.util.function.LongSupplier;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.benchmarks.application.StateApplication;
import io.github.jwt2fa.benchmarks.harness.Callers;
import io.github.jwt2fa.benchmarks.harness.LocalServers;
import io.github.jwt2fa.login.LoginResult;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.user.TwoFactorUser;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.userdetails.User;

/**
 * The bytes that a live code token takes, its user's record included, in each store: in
 * memory by the used heap of this process after a collection, in Redis by its own count,
 * in PostgreSQL by the size of the table and its indexes. Each token is another user's.
 */
public final class StateSize {

	private static final int IN_MEMORY = 300_000;

	/** So many are there before: they load classes and open connections. */
	private static final int FIRST = 1000;

	private final String store;

	private final int tokens;

	private StateSize(String store, int tokens) {
		this.store = store;
		this.tokens = tokens;
	}

	/**
	 * Runs it.
	 * @param args how many tokens; 300000 in memory and a third of that in Redis and in
	 * PostgreSQL unless given
	 * @throws Exception if a store can't be filled
	 */
	public static void main(String[] args) throws Exception {
		int inMemory = (args.length > 0) ? Integer.parseInt(args[0]) : IN_MEMORY;
		int inServer = (args.length > 0) ? inMemory : IN_MEMORY / 3;
		System.out.println("Store    Tokens   Bytes each   After a wrong code");
		new StateSize("memory", inMemory).run();
		new StateSize("redis", inServer).run();
		new StateSize("jdbc", inServer).run();
	}

	private void run() throws Exception {
		double issued = bytesEach(this::start);
		double tried = bytesEach((logins, user) -> tryWrongCode(logins, start(logins, user)));
		System.out.printf("%-6s  %7d   %10.0f   %18.0f%n", this.store, this.tokens, issued, tried);
	}

	private double bytesEach(Step step) throws Exception {
		try (LocalServers servers = LocalServers.start();
				ConfigurableApplicationContext context = StateApplication
					.start(servers.properties(this.store, "--jwt2fa.code-expiration-time=10m"));
				Callers callers = new Callers()) {
			TwoFactorLoginService logins = context.getBean(TwoFactorLoginService.class);
			LongSupplier size = size(context);
			callers.forEach(FIRST, (number) -> step.run(logins, user("first" + number)));
			long before = settled(size);
			callers.forEach(this.tokens, (number) -> step.run(logins, user("user" + number)));
			return (double) (settled(size) - before) / this.tokens;
		}
	}

	private static TwoFactorUser user(String name) {
		return TwoFactorUser.of(User.withUsername(name).password("").roles("USER").build());
	}

	/**
	 * What a right password leaves.
	 * @return the code token
	 */
	private String start(TwoFactorLoginService logins, TwoFactorUser user) {
		return ((LoginResult.CodeTokenIssued) logins.start(user)).codeToken();
	}

	private void tryWrongCode(TwoFactorLoginService logins, String codeToken) {
		try {
			logins.complete(codeToken, "wrong");
			throw new IllegalStateException("A wrong code was right");
		}
		catch (TwoFactorException ex) {
			if (ex.error() != TwoFactorError.AUTHENTICATION_FAILED) {
				throw ex;
			}
		}
	}

	private LongSupplier size(ApplicationContext context) {
		return switch (this.store) {
			case "memory" -> StateSize::usedHeap;
			case "redis" -> {
				StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
				yield () -> usedMemory(redis);
			}
			case "jdbc" -> {
				JdbcTemplate database = context.getBean(JdbcTemplate.class);
				yield () -> tableSize(database);
			}
			default -> throw new IllegalArgumentException("No store is called " + this.store);
		};
	}

	private static long usedHeap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static long usedMemory(StringRedisTemplate redis) {
		Properties memory = redis
			.execute((RedisCallback<Properties>) (connection) -> connection.serverCommands().info("memory"));
		return Long.parseLong(memory.getProperty("used_memory"));
	}

	private static long tableSize(JdbcTemplate database) {
		Long size = database.queryForObject("select pg_total_relation_size('jwt2fa_state')", Long.class);
		return (size != null) ? size : 0;
	}

	/**
	 * Asks until the answer hardly changes: what is only for a while has gone then.
	 */
	private static long settled(LongSupplier size) throws InterruptedException {
		long last = size.getAsLong();
		for (int i = 0; i < 100; i++) {
			Thread.sleep(200);
			long now = size.getAsLong();
			if (Math.abs(now - last) <= last / 1000) {
				return now;
			}
			last = now;
		}
		throw new IllegalStateException("The size does not settle");
	}

	/**
	 * What leaves state.
	 */
	private interface Step {

		void run(TwoFactorLoginService logins, TwoFactorUser user);

	}

}
