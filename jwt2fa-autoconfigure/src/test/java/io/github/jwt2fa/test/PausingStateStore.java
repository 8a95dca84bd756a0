package io.github.jwt2fa.test;

import java.time.Duration;

import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;

/**
 * A store at whose writes something else happens: time passes, since the process is
 * frozen, or another request is faster.
 */
public final class PausingStateStore implements StateStore {

	private final StateStore store;

	private Runnable beforeWrite = () -> {
	};

	private Runnable afterWrite = () -> {
	};

	public PausingStateStore(StateStore store) {
		this.store = store;
	}

	/**
	 * What happens once, before the next write reaches the store.
	 */
	public void beforeNextWrite(Runnable action) {
		this.beforeWrite = action;
	}

	/**
	 * What happens once, before the answer to the next write reaches the caller.
	 */
	public void afterNextWrite(Runnable action) {
		this.afterWrite = action;
	}

	@Override
	public byte[] get(StateKey key) {
		return this.store.get(key);
	}

	@Override
	public boolean compareAndSet(StateKey key, byte[] expected, byte[] update, Duration ttl) {
		Runnable before = this.beforeWrite;
		this.beforeWrite = () -> {
		};
		before.run();
		boolean done = this.store.compareAndSet(key, expected, update, ttl);
		Runnable after = this.afterWrite;
		this.afterWrite = () -> {
		};
		after.run();
		return done;
	}

}
