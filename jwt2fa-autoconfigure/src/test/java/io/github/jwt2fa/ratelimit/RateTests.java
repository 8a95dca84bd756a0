package io.github.jwt2fa.ratelimit;

import java.time.Duration;
import java.util.Random;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RateTests {

	@ParameterizedTest
	@CsvSource({ "12/3h,12,10800", "5/m,5,60", "1/s,1,1", "100/2d,100,172800", " 20/1h ,20,3600" })
	void valueOfWhenRateThenRead(String text, long burst, long seconds) {
		assertThat(Rate.valueOf(text)).isEqualTo(new Rate(burst, Duration.ofSeconds(seconds)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "12", "12/", "0/1h", "-1/1h", "12/0h", "12/3x", "12/3h/2", "1.5/h", "٣/h", "12/400d",
			"99999999999/h", "NONE" })
	void valueOfWhenNoRateThenRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Rate.valueOf(text));
	}

	@Test
	void valueOfWhenNoneThenUnlimited() {
		Rate none = Rate.valueOf("none");
		assertThat(none.isUnlimited()).isTrue();
		assertThat(none.nanosBeforeNext(Long.MAX_VALUE, 0)).isZero();
		assertThat(none.fullAtAfterOne(0, 5)).isZero();
	}

	@Test
	void nanosBeforeNextWhenBurstIsSpentThenOneComesBackEachPause() {
		Rate rate = Rate.valueOf("2/10s");
		long now = 1_000_000_000_000L;
		long fullAt = rate.fullAtAfterOne(rate.fullAtAfterOne(0, now), now);
		assertThat(rate.nanosBeforeNext(fullAt, now)).isEqualTo(5_000_000_000L);
		assertThat(rate.nanosBeforeNext(fullAt, now + 5_000_000_000L)).isZero();
		assertThat(rate.nanosBeforeNext(rate.fullAtAfterOne(fullAt, now + 5_000_000_000L), now + 5_000_000_000L))
			.isEqualTo(5_000_000_000L);
	}

	@Test
	void nanosBeforeNextWhenKeptUnderALongerPeriodThenNobodyWaitsForThat() {
		long now = 1_000_000_000_000L;
		long fullAt = Rate.valueOf("100/30d").fullAtAfterOne(now + Duration.ofDays(3).toNanos(), now);
		Rate rate = Rate.valueOf("2/10s");
		assertThat(rate.nanosBeforeNext(fullAt, now)).isEqualTo(5_000_000_000L);
		assertThat(rate.nanosBeforeNext(rate.fullAtAfterOne(fullAt, now), now)).isEqualTo(5_000_000_000L);
	}

	@Test
	void fullAtAfterOneBackWhenTakenThenAsBefore() {
		Rate rate = Rate.valueOf("2/10s");
		long now = 1_000_000_000_000L;
		long one = rate.fullAtAfterOne(0, now);
		assertThat(rate.fullAtAfterOneBack(rate.fullAtAfterOne(one, now), now)).isEqualTo(one);
		assertThat(rate.fullAtAfterOneBack(one, now)).isZero();
		assertThat(rate.fullAtAfterOneBack(0, now)).as("fuller than full").isZero();
		assertThat(rate.fullAtAfterOneBack(one, now + 1)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "12/3h,192", "1/1s,16", "999999999/1s,1000000000", "999999999/1d,15999999984" })
	void timesWhenSixteenThenAsManyInTheSamePeriodButNoMoreThanOneEachNanosecond(String text, long burst) {
		Rate rate = Rate.valueOf(text);
		assertThat(rate.times(16)).isEqualTo(new Rate(burst, rate.period()));
	}

	@Test
	void timesWhenNoLimitThenNone() {
		assertThat(Rate.UNLIMITED.times(16).isUnlimited()).isTrue();
	}

	/**
	 * Another's arithmetic of the same bucket.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "12/3h", "10/1h", "20/1h", "5/5s", "1/1s", "7/7m" })
	void nanosBeforeNextWhenAnySequenceThenAgreesWithBucket4j(String text) {
		Rate rate = Rate.valueOf(text);
		Random random = new Random(text.hashCode());
		long[] now = { 1_790_000_000_000_000_000L };
		Bucket bucket = Bucket.builder()
			.withCustomTimePrecision(new WallClock(now))
			.addLimit((limit) -> limit.capacity(rate.burst()).refillGreedy(rate.burst(), rate.period()))
			.build();
		long fullAt = 0;
		int allowed = 0;
		for (int i = 0; i < 5_000; i++) {
			now[0] += Math.abs(random.nextLong()) % (2 * rate.period().toNanos() / rate.burst()) / 1000 * 1000;
			boolean expected = bucket.tryConsume(1);
			boolean actual = rate.nanosBeforeNext(fullAt, now[0]) == 0;
			assertThat(actual).as("request %d", i).isEqualTo(expected);
			if (actual) {
				fullAt = rate.fullAtAfterOne(fullAt, now[0]);
				allowed++;
			}
		}
		assertThat(allowed).isBetween(1000, 4999);
	}

	private record WallClock(long[] now) implements TimeMeter {

		@Override
		public long currentTimeNanos() {
			return this.now[0];
		}

		@Override
		public boolean isWallClockBased() {
			return true;
		}

	}

}
