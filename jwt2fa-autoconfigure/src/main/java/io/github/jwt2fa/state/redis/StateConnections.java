package io.github.jwt2fa.state.redis;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.DirectFieldAccessor;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.util.ClassUtils;

/**
 * The application's Redis, but with our time-out, and connections of our own where the
 * application's come from Lettuce. Thread-safe.
 */
final class StateConnections implements AutoCloseable {

	static final String LETTUCE_CLIENT = "io.lettuce.core.RedisClient";

	private static final boolean LETTUCE = ClassUtils.isPresent(LETTUCE_CLIENT,
			StateConnections.class.getClassLoader());

	private static final int DEAF_AFTER = 3;

	private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

	private final RedisConnectionFactory connections;

	private final RedisTemplate<byte[], byte[]> redis = new RedisTemplate<>();

	private final Runnable end;

	private final Duration timeout;

	private final Semaphore connecting = new Semaphore(1);

	private final AtomicInteger timeouts = new AtomicInteger();

	private final AtomicLong lastTimeout = new AtomicLong(System.nanoTime());

	private final Runnable reset;

	private volatile boolean connected;

	private StateConnections(RedisConnectionFactory connections, Runnable reset, Runnable end, Duration timeout) {
		this.connections = connections;
		this.reset = reset;
		this.end = end;
		this.timeout = timeout;
		this.redis.setConnectionFactory(connections);
		this.redis.setDefaultSerializer(RedisSerializer.byteArray());
		this.redis.afterPropertiesSet();
	}

	/**
	 * Connections to the Redis of the application's own.
	 * @param application the application's connections
	 * @param timeout how long an answer is waited for
	 */
	static StateConnections of(RedisConnectionFactory application, Duration timeout) {
		if (LETTUCE && application instanceof LettuceConnectionFactory lettuce) {
			return Lettuce.like(lettuce, timeout);
		}
		return new StateConnections(application, () -> {
		}, () -> {
		}, timeout);
	}

	/**
	 * Asks Redis.
	 * @param question what is asked
	 * @param <T> the type of the answer
	 * @return the answer
	 */
	<T> @Nullable T ask(RedisCallback<@Nullable T> question) {
		connect();
		try {
			return this.redis.execute(question);
		}
		catch (QueryTimeoutException ex) {
			replaceIfDeaf();
			throw ex;
		}
	}

	/**
	 * A connection that a firewall or a fail-over has forgotten is silent for many
	 * minutes before the operating system gives it up, and a new one would be answered at
	 * once. Answers in between are not looked at: in a cluster they are those of other
	 * nodes.
	 */
	private void replaceIfDeaf() {
		long now = System.nanoTime();
		if (now - this.lastTimeout.getAndSet(now) > FORGOTTEN_AFTER.toNanos()) {
			this.timeouts.set(0);
		}
		if (this.timeouts.incrementAndGet() == DEAF_AFTER) {
			this.connected = false;
		}
	}

	/**
	 * The connection that all share is made by one thread after the other, under a lock.
	 * Where Redis is silent each would wait for all before it: so one tries, and the
	 * others wait for that one alone. Once made, it comes back by itself.
	 */
	private void connect() {
		if (this.connected) {
			return;
		}
		if (this.connecting.tryAcquire()) {
			try {
				if (!this.connected) {
					if (this.timeouts.get() >= DEAF_AFTER) {
						this.reset.run();
					}
					this.connections.getConnection().close();
					this.timeouts.set(0);
					this.connected = true;
				}
			}
			finally {
				this.connecting.release();
			}
			return;
		}
		awaitConnection();
		if (!this.connected) {
			throw new IllegalStateException("There is no connection");
		}
	}

	private void awaitConnection() {
		try {
			if (this.connecting.tryAcquire(this.timeout.toNanos(), TimeUnit.NANOSECONDS)) {
				this.connecting.release();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.end.run();
	}

	/**
	 * Apart, since an application may have another client.
	 */
	private static final class Lettuce {

		/** The one kind of place that there is no getter for. */
		private static final String CONFIGURATION = "configuration";

		private Lettuce() {
		}

		private static StateConnections like(LettuceConnectionFactory application, Duration timeout) {
			StateClientConfiguration client = new StateClientConfiguration(application.getClientConfiguration(),
					timeout);
			LettuceConnectionFactory own = new LettuceConnectionFactory(placeOf(application), client);
			own.afterPropertiesSet();
			own.start();
			return new StateConnections(own, own::resetConnection, () -> {
				own.destroy();
				client.close();
			}, timeout);
		}

		private static RedisConfiguration placeOf(LettuceConnectionFactory application) {
			if (application.getClusterConfiguration() != null) {
				return application.getClusterConfiguration();
			}
			if (application.getSentinelConfiguration() != null) {
				return application.getSentinelConfiguration();
			}
			if (application.getSocketConfiguration() != null) {
				return application.getSocketConfiguration();
			}
			Object configuration = new DirectFieldAccessor(application).getPropertyValue(CONFIGURATION);
			return (configuration instanceof RedisStaticMasterReplicaConfiguration nodes) ? nodes
					: application.getStandaloneConfiguration();
		}

	}

}
