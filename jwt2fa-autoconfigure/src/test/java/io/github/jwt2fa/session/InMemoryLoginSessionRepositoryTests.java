package io.github.jwt2fa.session;

import java.time.Duration;
import java.time.Instant;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InMemoryLoginSessionRepositoryTests extends LoginSessionRepositoryContract {

	private static final int CAPACITY = 100;

	private final MutableClock clock = new MutableClock();

	private final InMemoryLoginSessionRepository repository = new InMemoryLoginSessionRepository(this.clock, CAPACITY);

	@Override
	protected LoginSessionRepository repository() {
		return this.repository;
	}

	private LoginSession session(int number, Duration lifetime) {
		Instant now = this.clock.instant();
		return LoginSession.begin("s" + number, "user" + number % 10, now, now.plus(lifetime));
	}

	private void fill(Duration lifetime) {
		for (int i = 0; i < CAPACITY; i++) {
			assertThat(this.repository.insert(session(i, lifetime))).isTrue();
		}
	}

	@Test
	void insertWhenFullThenRefusedAndTheOthersLast() {
		fill(Duration.ofDays(30));
		assertThatExceptionOfType(TwoFactorException.class)
			.isThrownBy(() -> this.repository.insert(session(CAPACITY, Duration.ofDays(30))))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(TwoFactorError.TEMPORARILY_UNAVAILABLE));
		assertThat(this.repository.insert(session(7, Duration.ofDays(30)))).as("there already").isFalse();
		LoginSession known = this.repository.findById("s7");
		assertThat(this.repository.replace(known, known.refreshed("t", this.clock.instant()))).isTrue();
		assertThat(this.repository.findByUserId("user7")).hasSize(CAPACITY / 10);
		assertThat(this.repository.end("s17")).isTrue();
		assertThat(this.repository.findById("s17")).as("its tokens stay dead").isNotNull();
		assertThatExceptionOfType(TwoFactorException.class)
			.isThrownBy(() -> this.repository.insert(session(CAPACITY, Duration.ofDays(30))));
	}

	@Test
	void insertWhenFullOfEndedOnesThenTheyMakeRoom() {
		fill(Duration.ofDays(1));
		this.clock.advance(Duration.ofDays(1).plus(LoginSessions.KEPT).plusSeconds(1));
		assertThat(this.repository.insert(session(CAPACITY, Duration.ofDays(1)))).isTrue();
		assertThat(this.repository.findById("s1")).isNull();
		assertThat(this.repository.findByUserId("user1")).isEmpty();
		assertThat(this.repository.findByUserId("user0")).hasSize(1);
	}

}
