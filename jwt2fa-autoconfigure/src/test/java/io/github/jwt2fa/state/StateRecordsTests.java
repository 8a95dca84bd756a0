package io.github.jwt2fa.state;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class StateRecordsTests {

	private final MutableClock clock = new MutableClock();

	private final Instant start = this.clock.instant();

	private final InMemoryStateStore store = new InMemoryStateStore(this.clock, 10);

	private final StateRecords<Integer> records = new StateRecords<>(this.store, "count", new Count(1, 1, this.start),
			this.clock);

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
		StateRecords<Integer> never = new StateRecords<>(broken, "count", new Count(1, 1, this.start), this.clock);
		assertThatExceptionOfType(StateStoreException.class)
			.isThrownBy(() -> never.update("id", (value) -> new Transition<>(value + 1, "")));
	}

	@Test
	void readWhenVersionIsUnknownThenNoneAndToldOnce(CapturedOutput output) {
		StateRecords<Integer> before = records(1, 1);
		StateRecords<Integer> after = records(1, 2);
		for (String id : List.of("a", "b")) {
			after.update(id, (value) -> new Transition<>(5, ""));
			assertThat(before.read(id).value()).isZero();
			assertThat(after.read(id).value()).isEqualTo(5);
		}
		assertThat(output.getOut()
			.lines()
			.filter((line) -> line.contains("WARN")
					&& line.contains("holds records of the kind count in the version 2, which")))
			.hasSize(1);
	}

	@Test
	void updateWhenVersionIsUnknownThenBeginsAnewOnce() {
		StateRecords<Integer> before = records(1, 1);
		records(1, 2).update("id", (value) -> new Transition<>(5, ""));
		before.<Integer>update("id", (value) -> new Transition<>(value, value));
		assertThat(records(1, 2).read("id").value()).as("nothing was changed").isEqualTo(5);
		for (int i = 0; i < 3; i++) {
			assertThat(before.<Integer>update("id", (value) -> new Transition<>(value + 1, value))).isEqualTo(i);
		}
	}

	@Test
	void updateWhenOldAndNewRunSideBySideThenBothCountTheSame() {
		// the release before the one that writes version 2 can read it
		StateRecords<Integer> before = records(2, 1);
		StateRecords<Integer> after = records(2, 2);
		for (int i = 0; i < 6; i += 2) {
			assertThat(before.<Integer>update("id", (value) -> new Transition<>(value + 1, value))).isEqualTo(i);
			assertThat(after.<Integer>update("id", (value) -> new Transition<>(value + 1, value))).isEqualTo(i + 1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "01", "01000000", "0100000005ff" })
	void readWhenRecordHasNotTheLayoutOfItsVersionThenRefused(String record) {
		StateKey key = new StateKey("count", "id");
		this.store.compareAndSet(key, null, HexFormat.of().parseHex(record), Duration.ofMinutes(1));
		assertThatExceptionOfType(StateStoreException.class).isThrownBy(() -> this.records.read("id"))
			.withMessage("A count record does not have the layout of its version 1");
	}

	private StateRecords<Integer> records(int newestRead, int written) {
		return new StateRecords<>(this.store, "count", new Count(newestRead, written, this.start), this.clock);
	}

	/**
	 * A number that tells something for so many minutes. Version 1 has four bytes for it,
	 * version 2 has eight.
	 */
	private record Count(int newestRead, int written, Instant start) implements StateRecords.Format<Integer> {

		@Override
		public Integer none() {
			return 0;
		}

		@Override
		public Integer read(StateReader record) {
			if (record.version() < 1 || record.version() > Math.max(this.newestRead, this.written)) {
				return null;
			}
			return (record.version() == 1) ? record.readInt() : (int) record.readLong();
		}

		@Override
		public byte[] write(Integer value) {
			StateWriter record = new StateWriter(this.written);
			return ((this.written == 1) ? record.writeInt(value) : record.writeLong(value)).toBytes();
		}

		@Override
		public Instant endOf(Integer value) {
			return this.start.plus(Duration.ofMinutes(value));
		}

	}

}
