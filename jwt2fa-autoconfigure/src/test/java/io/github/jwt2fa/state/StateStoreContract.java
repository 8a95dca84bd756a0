package io.github.jwt2fa.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.jwt2fa.test.AtOnce;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every store has to do. A store's own test extends it.
 */
public abstract class StateStoreContract {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final StateKey KEY = new StateKey("kind", "id");

	/**
	 * The store under test, empty at the begin of each test.
	 */
	protected abstract StateStore store();

	/**
	 * Lets time pass for the store.
	 */
	protected abstract void pass(Duration time) throws Exception;

	/**
	 * The smallest time that the store has to tell apart.
	 */
	protected Duration shortTime() {
		return Duration.ofSeconds(1);
	}

	@Test
	void getWhenNothingWasSetThenNull() {
		assertThat(store().get(KEY)).isNull();
	}

	@Test
	void compareAndSetWhenNoneExpectedAndNoneThereThenKept() {
		assertThat(store().compareAndSet(KEY, null, bytes("one"), MINUTE)).isTrue();
		assertThat(store().get(KEY)).isEqualTo(bytes("one"));
	}

	@Test
	void compareAndSetWhenNoneExpectedButOneThereThenRefused() {
		store().compareAndSet(KEY, null, bytes("one"), MINUTE);
		assertThat(store().compareAndSet(KEY, null, bytes("two"), MINUTE)).isFalse();
		assertThat(store().get(KEY)).isEqualTo(bytes("one"));
	}

	@Test
	void compareAndSetWhenExpectedThenReplaced() {
		store().compareAndSet(KEY, null, bytes("one"), MINUTE);
		assertThat(store().compareAndSet(KEY, bytes("one"), bytes("two"), MINUTE)).isTrue();
		assertThat(store().get(KEY)).isEqualTo(bytes("two"));
	}

	@Test
	void compareAndSetWhenAnotherIsThereThenRefused() {
		store().compareAndSet(KEY, null, bytes("one"), MINUTE);
		assertThat(store().compareAndSet(KEY, bytes("other"), bytes("two"), MINUTE)).isFalse();
		assertThat(store().get(KEY)).isEqualTo(bytes("one"));
	}

	@Test
	void compareAndSetWhenOneExpectedButNoneThereThenRefused() {
		assertThat(store().compareAndSet(KEY, bytes("one"), bytes("two"), MINUTE)).isFalse();
		assertThat(store().get(KEY)).isNull();
	}

	@Test
	void compareAndSetWhenUpdateIsNullThenRemoved() {
		store().compareAndSet(KEY, null, bytes("one"), MINUTE);
		assertThat(store().compareAndSet(KEY, bytes("other"), null, Duration.ZERO)).isFalse();
		assertThat(store().compareAndSet(KEY, bytes("one"), null, Duration.ZERO)).isTrue();
		assertThat(store().get(KEY)).isNull();
		assertThat(store().compareAndSet(KEY, null, null, Duration.ZERO)).isTrue();
	}

	@Test
	void compareAndSetWhenEveryByteThenKeptAsItIs() {
		byte[] all = new byte[256];
		for (int i = 0; i < all.length; i++) {
			all[i] = (byte) i;
		}
		store().compareAndSet(KEY, null, all, MINUTE);
		assertThat(store().get(KEY)).isEqualTo(all);
		assertThat(store().compareAndSet(KEY, all, new byte[0], MINUTE)).isTrue();
		assertThat(store().get(KEY)).isEmpty();
	}

	@Test
	void getWhenTimeIsOverThenNull() throws Exception {
		store().compareAndSet(KEY, null, bytes("one"), shortTime());
		pass(shortTime().plusMillis(50));
		assertThat(store().get(KEY)).isNull();
		assertThat(store().compareAndSet(KEY, null, bytes("two"), MINUTE)).isTrue();
		assertThat(store().get(KEY)).isEqualTo(bytes("two"));
	}

	@Test
	void compareAndSetWhenExpectedHasExpiredThenRefused() throws Exception {
		store().compareAndSet(KEY, null, bytes("one"), shortTime());
		pass(shortTime().plusMillis(50));
		assertThat(store().compareAndSet(KEY, bytes("one"), bytes("two"), MINUTE)).isFalse();
	}

	@Test
	void compareAndSetWhenReplacedThenLivesAsLongAsTheReplacement() throws Exception {
		store().compareAndSet(KEY, null, bytes("one"), shortTime());
		store().compareAndSet(KEY, bytes("one"), bytes("two"), MINUTE);
		pass(shortTime().plusMillis(50));
		assertThat(store().get(KEY)).isEqualTo(bytes("two"));
	}

	@Test
	void compareAndSetWhenRefusedThenDoesNotLiveLonger() throws Exception {
		store().compareAndSet(KEY, null, bytes("one"), shortTime());
		store().compareAndSet(KEY, bytes("other"), bytes("two"), MINUTE);
		pass(shortTime().plusMillis(50));
		assertThat(store().get(KEY)).isNull();
	}

	@Test
	void getWhenKeysDifferInCaseOrKindThenDifferentRecords() {
		store().compareAndSet(new StateKey("kind", "a"), null, bytes("a"), MINUTE);
		assertThat(store().get(new StateKey("kind", "A"))).isNull();
		assertThat(store().get(new StateKey("other", "a"))).isNull();
	}

	@Test
	void getWhenAnswerIsChangedThenStoreIsNot() {
		byte[] written = bytes("one");
		store().compareAndSet(KEY, null, written, MINUTE);
		written[0] = 'x';
		store().get(KEY)[0] = 'y';
		assertThat(store().get(KEY)).isEqualTo(bytes("one"));
	}

	@Test
	void compareAndSetWhenManyAtOnceThenNoUpdateIsLost() throws Exception {
		int threads = 8;
		int each = 25;
		AtOnce.results(threads, threads, (thread) -> {
			for (int n = 0; n < each; n++) {
				increment();
			}
			return thread;
		});
		assertThat(ByteBuffer.wrap(store().get(KEY)).getInt()).isEqualTo(threads * each);
	}

	private void increment() {
		byte[] read;
		byte[] next;
		do {
			read = store().get(KEY);
			int count = (read != null) ? ByteBuffer.wrap(read).getInt() : 0;
			next = ByteBuffer.allocate(4).putInt(count + 1).array();
		}
		while (!store().compareAndSet(KEY, read, next, MINUTE));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
