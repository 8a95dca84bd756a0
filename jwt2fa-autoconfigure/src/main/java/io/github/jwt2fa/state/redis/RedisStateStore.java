package io.github.jwt2fa.state.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateStoreException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.script.DigestUtils;

/**
 * Records in Redis, shared by all instances of an application. Redis' own clock tells
 * when one has expired. Thread-safe, as Redis is.
 *
 * @since 0.1.0
 */
public final class RedisStateStore implements StateStore, AutoCloseable {

	/**
	 * One round trip: nothing comes between the comparison and the write. An absent
	 * record is told apart from an empty one by the first argument of each pair.
	 */
	private static final String COMPARE_AND_SET = """
			local current = redis.call('GET', KEYS[1])
			if ARGV[1] == '1' then
			  if current ~= ARGV[2] then return 0 end
			elseif current then
			  return 0
			end
			if ARGV[3] == '1' then
			  redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5])
			elseif current then
			  redis.call('DEL', KEYS[1])
			end
			return 1
			""";

	private static final byte[] SCRIPT = COMPARE_AND_SET.getBytes(StandardCharsets.US_ASCII);

	private static final byte[] YES = { '1' };

	private static final byte[] NO = { '0' };

	private static final byte[] NONE = {};

	private final String sha1 = DigestUtils.sha1DigestAsHex(COMPARE_AND_SET);

	private final StateConnections connections;

	private final String prefix;

	/**
	 * A store.
	 * @param application the application's connections: with Lettuce they tell where
	 * Redis is, and connections of our own are made; those of another client are used as
	 * they are, with their own time-outs
	 * @param prefix what the keys begin with
	 * @param timeout how long an answer is waited for
	 */
	public RedisStateStore(RedisConnectionFactory application, String prefix, Duration timeout) {
		this.connections = StateConnections.of(application, timeout);
		this.prefix = prefix;
	}

	@Override
	public void close() {
		this.connections.close();
	}

	@Override
	public byte @Nullable [] get(StateKey key) {
		return asking((connection) -> connection.stringCommands().get(name(key)));
	}

	@Override
	public boolean compareAndSet(StateKey key, byte @Nullable [] expected, byte @Nullable [] update, Duration ttl) {
		byte[] millis = Long.toString(Math.max(1, ttl.toMillis())).getBytes(StandardCharsets.US_ASCII);
		Long done = asking((connection) -> {
			byte[][] arguments = { name(key), (expected != null) ? YES : NO, (expected != null) ? expected : NONE,
					(update != null) ? YES : NO, (update != null) ? update : NONE, millis };
			try {
				return connection.scriptingCommands().evalSha(this.sha1, ReturnType.INTEGER, 1, arguments);
			}
			catch (DataAccessException ex) {
				if (!isUnknownScript(ex)) {
					throw ex;
				}
				return connection.scriptingCommands().eval(SCRIPT, ReturnType.INTEGER, 1, arguments);
			}
		});
		return done != null && done == 1;
	}

	private byte[] name(StateKey key) {
		return (this.prefix + key.kind() + ":" + key.id()).getBytes(StandardCharsets.UTF_8);
	}

	private static boolean isUnknownScript(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (String.valueOf(cause.getMessage()).contains("NOSCRIPT")) {
				return true;
			}
		}
		return false;
	}

	private <T> @Nullable T asking(RedisCallback<@Nullable T> question) {
		try {
			return this.connections.ask(question);
		}
		catch (RuntimeException ex) {
			throw new StateStoreException("Redis can't be asked", ex);
		}
	}

}
