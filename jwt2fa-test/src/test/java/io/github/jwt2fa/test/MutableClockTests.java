package io.github.jwt2fa.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clock, which is also one for the application's own code.
 */
class MutableClockTests {

	@Test
	void withZoneWhenTheDayIsAnotherThereThenThatDayAndMovesAlong() {
		MutableClock clock = new MutableClock(Instant.parse("2026-11-24T23:30:00Z"));
		Clock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
		assertThat(LocalDate.now(clock)).isEqualTo("2026-11-24");
		assertThat(LocalDate.now(berlin)).isEqualTo("2026-11-25");
		clock.advance(Duration.ofDays(1));
		assertThat(LocalDate.now(berlin)).isEqualTo("2026-11-26");
		assertThat(berlin.withZone(ZoneId.of("UTC")).instant()).isEqualTo(clock.instant());
	}

}
