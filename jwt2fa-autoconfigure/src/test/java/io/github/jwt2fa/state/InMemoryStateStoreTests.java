package io.github.jwt2fa.state;

import java.time.Duration;
import java.time.Instant;

import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InMemoryStateStoreTests extends StateStoreContract {

	private static final byte[] SOMETHING = { 1 };

	private final MutableClock clock = new MutableClock();

	private final InMemoryStateStore store = new InMemoryStateStore(this.clock, 10);

	@Override
	protected StateStore store() {
		return this.store;
	}

	@Override
	protected void pass(Duration time) {
		this.clock.advance(time);
	}

	@Test
	void compareAndSetWhenFullThenNewKeysAreRefusedAndLiveOnesKept() {
		fill(Duration.ofMinutes(1));
		assertThatExceptionOfType(StateStoreFullException.class).isThrownBy(() -> add("new", Duration.ofMinutes(1)));
		for (int i = 0; i < 10; i++) {
			assertThat(this.store.get(key("id" + i))).isEqualTo(SOMETHING);
		}
		assertThat(this.store.compareAndSet(key("id0"), SOMETHING, new byte[] { 2 }, Duration.ofMinutes(1))).isTrue();
	}

	@Test
	void compareAndSetWhenOneKindIsFullThenOthersAreNot() {
		fill(Duration.ofMinutes(1));
		assertThat(this.store.compareAndSet(new StateKey("other", "id"), null, SOMETHING, Duration.ofMinutes(1)))
			.isTrue();
	}

	@Test
	void compareAndSetWhenFullOfExpiredThenThereIsRoom() {
		fill(Duration.ofSeconds(1));
		this.clock.advance(Duration.ofSeconds(3));
		assertThat(add("new", Duration.ofMinutes(1))).isTrue();
	}

	@Test
	void remembersSinceWhenTimePassesThenStillTheTimeOfItsMaking() {
		Instant made = this.clock.instant();
		this.clock.advance(Duration.ofHours(1));
		assertThat(this.store.remembersSince()).isEqualTo(made);
	}

	private void fill(Duration ttl) {
		for (int i = 0; i < 10; i++) {
			add("id" + i, ttl);
		}
	}

	private boolean add(String id, Duration ttl) {
		return this.store.compareAndSet(key(id), null, SOMETHING, ttl);
	}

	private static StateKey key(String id) {
		return new StateKey("kind", id);
	}

}
