package io.github.jwt2fa.benchmarks.harness;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.IntStream;

import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * {@code INCR} by the application's own client, with keys as long as the store's.
 */
public final class RedisIncrement implements PlainOperation {

	private final StringRedisTemplate redis;

	private final byte[][] keys;

	/**
	 * An operation on keys of an application's Redis.
	 * @param context the application
	 * @param count how many there are
	 */
	public RedisIncrement(ApplicationContext context, int count) {
		this.redis = context.getBean(StringRedisTemplate.class);
		this.keys = IntStream.range(0, count)
			.mapToObj((number) -> "number:%027d".formatted(number).getBytes(StandardCharsets.US_ASCII))
			.toArray(byte[][]::new);
	}

	@Override
	public String name() {
		return "INCR";
	}

	@Override
	public void fill(Callers callers) throws Exception {
		callers.forEach(this.keys.length, (number) -> increment(this.keys[number]));
	}

	@Override
	public Call call(int caller) {
		OwnNumbers numbers = new OwnNumbers(caller, this.keys.length);
		return () -> increment(this.keys[numbers.next()]);
	}

	private void increment(byte[] key) {
		this.redis.execute((RedisCallback<Long>) (connection) -> connection.stringCommands().incr(key));
	}

	@Override
	public void tidy() {
		Set<String> created = this.redis.keys("*:" + StateCalls.CREATED + ":*");
		if (!created.isEmpty()) {
			this.redis.delete(created);
		}
	}

}
