package io.github.jwt2fa.interleaving;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.github.jwt2fa.interleaving.Operation.Effect;
import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;

/**
 * A state store whose operations are steps of an {@link Explorer}. A record is gone from
 * the very moment of its end.
 */
final class ControlledStateStore implements StateStore {

	private final World world;

	ControlledStateStore(World world) {
		this.world = world;
	}

	@Override
	public byte[] get(StateKey key) {
		String name = nameOf(key);
		ByteBuffer bytes = (ByteBuffer) this.world
			.perform(new Operation("reads " + name, (memory, now) -> new Effect(memory, memory.get(name))));
		return (bytes != null) ? bytes.array().clone() : null;
	}

	@Override
	public boolean compareAndSet(StateKey key, byte[] expected, byte[] update, Duration ttl) {
		if (update != null && (ttl.isZero() || ttl.isNegative())) {
			throw new IllegalArgumentException("A record has to be kept for some time, not " + ttl);
		}
		String name = nameOf(key);
		ByteBuffer before = copy(expected);
		ByteBuffer after = copy(update);
		return (Boolean) this.world.perform(new Operation(words(name, before, after, ttl), (memory, now) -> {
			if (!Objects.equals(memory.get(name), before)) {
				return new Effect(memory, false);
			}
			return new Effect((after != null) ? memory.with(name, after, end(now, ttl)) : memory.without(name), true);
		}));
	}

	/**
	 * Stores keep times in milliseconds, and drop what is less.
	 */
	private static Instant end(Instant now, Duration ttl) {
		return now.plusMillis(Math.max(1, ttl.toMillis()));
	}

	private static String nameOf(StateKey key) {
		return key.kind() + " " + key.id();
	}

	private static ByteBuffer copy(byte[] bytes) {
		return (bytes != null) ? ByteBuffer.wrap(bytes.clone()) : null;
	}

	private static String words(String name, ByteBuffer expected, ByteBuffer update, Duration ttl) {
		if (expected == null) {
			return (update != null) ? "inserts " + name + " for " + ttl : "finds no " + name + " still";
		}
		return (update != null) ? "replaces " + name + " for " + ttl : "removes " + name;
	}

}
