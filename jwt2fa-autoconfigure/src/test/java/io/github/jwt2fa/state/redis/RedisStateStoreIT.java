package io.github.jwt2fa.state.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateStoreContract;
import io.github.jwt2fa.state.StateStoreException;
import io.github.jwt2fa.test.TestRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RedisStateStoreIT extends StateStoreContract {

	private static TestRedis redis;

	private static LettuceConnectionFactory connections;

	private static RedisStateStore store;

	@BeforeAll
	static void start() {
		redis = new TestRedis();
		connections = new LettuceConnectionFactory("127.0.0.1", redis.port());
		connections.afterPropertiesSet();
		connections.start();
		store = new RedisStateStore(connections, "shop:", Duration.ofSeconds(30));
	}

	@AfterAll
	static void stop() {
		store.close();
		connections.destroy();
		redis.close();
	}

	@BeforeEach
	void empty() {
		new StringRedisTemplate(connections)
			.execute((org.springframework.data.redis.core.RedisCallback<Void>) (connection) -> {
				connection.serverCommands().flushAll();
				return null;
			});
	}

	@Override
	protected StateStore store() {
		return store;
	}

	@Override
	protected void pass(Duration time) throws Exception {
		Thread.sleep(time.toMillis());
	}

	@Test
	void compareAndSetWhenKeptThenUnderThePrefixAndForTheTime() {
		store.compareAndSet(new StateKey("kind", "id"), null, "x".getBytes(StandardCharsets.UTF_8),
				Duration.ofMinutes(1));
		StringRedisTemplate template = new StringRedisTemplate(connections);
		assertThat(template.keys("*")).isEqualTo(Set.of("shop:kind:id"));
		assertThat(template.getExpire("shop:kind:id")).isBetween(50L, 60L);
	}

	@Test
	void compareAndSetWhenRedisForgotTheScriptThenStillDone() {
		StateKey key = new StateKey("kind", "id");
		store.compareAndSet(key, null, new byte[] { 1 }, Duration.ofMinutes(1));
		new StringRedisTemplate(connections)
			.execute((org.springframework.data.redis.core.RedisCallback<Void>) (connection) -> {
				connection.scriptingCommands().scriptFlush();
				return null;
			});
		assertThat(store.compareAndSet(key, new byte[] { 1 }, new byte[] { 2 }, Duration.ofMinutes(1))).isTrue();
		assertThat(store.get(key)).isEqualTo(new byte[] { 2 });
	}

	@Test
	void getWhenRedisIsGoneThenFailsSoonAndRecovers() throws Exception {
		StateKey key = new StateKey("kind", "id");
		store.compareAndSet(key, null, new byte[] { 1 }, Duration.ofMinutes(1));
		redis.stop();
		try {
			for (int i = 0; i < 5; i++) {
				assertThatExceptionOfType(StateStoreException.class).isThrownBy(() -> store.get(key));
			}
		}
		finally {
			redis.start();
		}
		boolean back = false;
		for (int i = 0; i < 100 && !back; i++) {
			Thread.sleep(100);
			try {
				back = store.get(key) == null;
			}
			catch (StateStoreException ex) {
				// not yet
			}
		}
		assertThat(back).isTrue();
	}

	/**
	 * The threads of its client are shared, and stay the application's.
	 */
	@Test
	void closeThenTheApplicationsConnectionsGoOn() throws Exception {
		ClientResources resources = ClientResources.create();
		LettuceConnectionFactory application = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", redis.port()),
				LettuceClientConfiguration.builder().clientResources(resources).build());
		application.afterPropertiesSet();
		application.start();
		RedisStateStore closed = new RedisStateStore(application, "shop:", Duration.ofSeconds(30));
		assertThat(closed.get(new StateKey("kind", "id"))).isNull();
		closed.close();
		assertThat(application.getConnection().ping()).isEqualTo("PONG");
		assertThat(resources.eventExecutorGroup().isShuttingDown()).isFalse();
		application.destroy();
		assertThat(resources.shutdown(0, 0, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * Whose nodes are told one by one, and not by a place of one Redis.
	 */
	@Test
	void getWhenTheApplicationNamesPrimaryAndReplicasThenAskedThere() {
		LettuceConnectionFactory application = new LettuceConnectionFactory(
				new RedisStaticMasterReplicaConfiguration("127.0.0.1", redis.port()),
				LettuceClientConfiguration.builder().readFrom(ReadFrom.REPLICA_PREFERRED).build());
		application.afterPropertiesSet();
		application.start();
		try (RedisStateStore nodes = new RedisStateStore(application, "shop:", Duration.ofSeconds(30))) {
			StateKey key = new StateKey("kind", "nodes");
			assertThat(nodes.compareAndSet(key, null, new byte[] { 1 }, Duration.ofMinutes(1))).isTrue();
			assertThat(store.get(key)).isEqualTo(new byte[] { 1 });
		}
		application.destroy();
	}

	@Test
	void clientWhenTheApplicationHasSocketOptionsThenKeepsThem() {
		SocketOptions sockets = SocketOptions.builder()
			.connectTimeout(Duration.ofMinutes(1))
			.keepAlive(SocketOptions.KeepAliveOptions.builder().enable().idle(Duration.ofSeconds(30)).build())
			.tcpUserTimeout(TcpUserTimeoutOptions.builder().enable().tcpUserTimeout(Duration.ofSeconds(20)).build())
			.tcpNoDelay(false)
			.build();
		try (StateClientConfiguration client = new StateClientConfiguration(LettuceClientConfiguration.builder()
			.clientOptions(ClientOptions.builder().socketOptions(sockets).build())
			.build(), Duration.ofSeconds(2))) {
			SocketOptions own = client.getClientOptions().orElseThrow().getSocketOptions();
			assertThat(own.getConnectTimeout()).isEqualTo(Duration.ofSeconds(2));
			assertThat(own.isTcpNoDelay()).isFalse();
			assertThat(own.isKeepAlive()).isTrue();
			assertThat(own.getKeepAlive().getIdle()).isEqualTo(Duration.ofSeconds(30));
			assertThat(own.isEnableTcpUserTimeout()).isTrue();
			assertThat(own.getTcpUserTimeout().getTcpUserTimeout()).isEqualTo(Duration.ofSeconds(20));
		}
	}

}
