package io.github.jwt2fa.state;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StateRecordsTests {

	private final MutableClock clock = new MutableClock();

	private final InMemoryStateStore store = new InMemoryStateStore(this.clock, 10);

	private final StateRecords<Integer> records = new StateRecords<>(this.store, "count", new Count());

	@Test
	void updateWhenSomeoneWasFasterThenTransitionRunsAgainOnTheNewValue() {
		AtomicInteger runs = new AtomicInteger();
		int result = this.records.update("id", (value) -> {
			if (runs.incrementAndGet() == 1) {
				this.records.update("id", (other) -> new Transition<>(other + 10, other));
			}
			return new Transition<>(value + 1, value);
		});
		assertThat(runs).hasValue(2);
		assertThat(result).isEqualTo(10);
		assertThat(this.records.read("id").value()).isEqualTo(11);
	}

	@Test
	void updateWhenValueStaysThenNothingIsWritten() {
		this.records.update("id", (value) -> new Transition<>(value, "kept"));
		assertThat(this.store.get(new StateKey("count", "id"))).isNull();
	}

	@Test
	void updateWhenValueTellsNothingMoreThenRecordIsRemoved() {
		this.records.update("id", (value) -> new Transition<>(5, ""));
		this.records.update("id", (value) -> new Transition<>(0, ""));
		assertThat(this.store.get(new StateKey("count", "id"))).isNull();
	}

	@Test
	void updateWhenValueHasNothingLeftToLiveThenOneOfTwoWinsAllTheSame() {
		AtomicInteger winners = new AtomicInteger();
		this.records.update("id", (value) -> {
			if (value == 0) {
				this.records.update("id", (other) -> new Transition<>((other == 0) ? -1 : other, other));
				winners.set(this.records.read("id").value());
			}
			return new Transition<>((value == 0) ? -1 : value, value);
		});
		assertThat(winners).as("what the other wrote is there").hasValue(-1);
		assertThat(this.records.<Integer>update("id", (value) -> new Transition<>(value, value))).isEqualTo(-1);
	}

	@Test
	void readWhenTimeOfTheValueIsOverThenThereForAnotherMinute() {
		this.records.update("id", (value) -> new Transition<>(5, ""));
		this.clock.advance(Duration.ofMinutes(5).plusSeconds(59));
		assertThat(this.records.read("id").value()).isEqualTo(5);
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.records.read("id").value()).isZero();
	}

	@Test
	void updateWhenValueWasReadBeforeAndNothingIsWrittenThenTheValueOfNowDecides() {
		StateRecords.Snapshot<Integer> before = this.records.read("id");
		this.records.update("id", (value) -> new Transition<>(7, ""));
		int result = this.records.update(before, (value) -> new Transition<>(value, value));
		assertThat(result).isEqualTo(7);
	}

	@Test
	void updateWhenStoreNeverAcceptsThenGivesUp() {
		StateStore broken = new StateStore() {

			@Override
			public byte[] get(StateKey key) {
				return null;
			}

			@Override
			public boolean compareAndSet(StateKey key, byte[] expected, byte[] update, Duration ttl) {
				return false;
			}

		};
		StateRecords<Integer> never = new StateRecords<>(broken, "count", new Count());
		assertThatExceptionOfType(StateStoreException.class)
			.isThrownBy(() -> never.update("id", (value) -> new Transition<>(value + 1, "")));
	}

	private static final class Count implements StateRecords.Format<Integer> {

		@Override
		public Integer read(byte[] bytes) {
			return (bytes != null) ? ByteBuffer.wrap(bytes).getInt() : 0;
		}

		@Override
		public byte[] write(Integer value) {
			return ByteBuffer.allocate(4).putInt(value).array();
		}

		@Override
		public Duration timeToLive(Integer value) {
			return Duration.ofMinutes(value);
		}

	}

}
