package io.github.jwt2fa.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.test.MutableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The rules of sessions where hosts disagree about the time, sleep, or forget.
 */
class LoginSessionsTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private final MutableClock clock = new MutableClock();

	private final InMemoryLoginSessionRepository repository = new InMemoryLoginSessionRepository(this.clock, 100);

	private final List<Object> events = new ArrayList<>();

	private final AtomicInteger ids = new AtomicInteger();

	private LoginSessions host(MutableClock clock, Duration grace, LoginSessionRepository repository) {
		return new LoginSessions(new LoginSessionSettings(Duration.ofDays(30), true, grace, Integer.MAX_VALUE),
				repository, TrustedDevices.off(), new TwoFactorEventPublisher(this.events::add, clock, () -> null),
				clock);
	}

	private LoginSessions limited(MutableClock clock, int maxPerUser) {
		return new LoginSessions(new LoginSessionSettings(Duration.ofDays(30), true, GRACE, maxPerUser),
				this.repository, TrustedDevices.off(), new TwoFactorEventPublisher(this.events::add, clock, () -> null),
				clock);
	}

	private LoginSessions host(MutableClock clock, Duration grace) {
		return host(clock, grace, this.repository);
	}

	private SessionToken token(String id) {
		return new SessionToken(id, "t0", false, "alice", this.clock.instant(),
				this.clock.instant().plus(Duration.ofDays(1)));
	}

	private @Nullable String refresh(LoginSessions sessions, String id) {
		LoginSession session = sessions.refresh(token(id), () -> "t" + this.ids.incrementAndGet());
		return (session != null) ? session.currentTokenId() : null;
	}

	@Test
	void refreshWhenHostsAreThreeSecondsApartThenTabsShareASuccessor() {
		MutableClock ahead = new MutableClock(this.clock.instant().plusSeconds(3));
		LoginSessions one = host(ahead, GRACE);
		LoginSessions two = host(this.clock, GRACE);
		two.begin("t0", "alice", this.clock.instant(), TwoFactorMethod.TOTP, null);
		assertThat(refresh(one, "t0")).isEqualTo("t1");
		assertThat(refresh(two, "t0")).isEqualTo("t1");
		assertThat(refresh(two, "t1")).isEqualTo("t2");
		assertThat(refresh(one, "t1")).isEqualTo("t2");
		assertThat(refresh(one, "t0")).isNull();
		assertThat(refresh(two, "t2")).isEqualTo("t3");
		assertThat(this.events).hasSize(1).allMatch(TwoFactorEvent.RefreshRefused.class::isInstance);
	}

	@Test
	void refreshWhenGraceIsOffThenOnceIsOnceAlsoForAHostThatIsBehind() {
		MutableClock ahead = new MutableClock(this.clock.instant().plusSeconds(3));
		LoginSessions one = host(ahead, Duration.ZERO);
		LoginSessions two = host(this.clock, Duration.ZERO);
		two.begin("t0", "alice", this.clock.instant(), TwoFactorMethod.TOTP, null);
		assertThat(refresh(one, "t0")).isEqualTo("t1");
		assertThat(two.isRefreshable(token("t0"))).isFalse();
		assertThat(refresh(two, "t0")).isNull();
		assertThat(refresh(one, "t1")).isNull();
		assertThat(this.events).first().isInstanceOf(TwoFactorEvent.RefreshTokenReused.class);
	}

	@Test
	void refreshWhenTheHostSleepsPastTheEndWhileItWritesThenTheSessionDoesNotGoOn() {
		LoginSessions sessions = host(this.clock, GRACE, new Odd(this.repository, () -> {
			this.clock.advance(Duration.ofDays(30));
			return true;
		}));
		sessions.begin("t0", "alice", this.clock.instant(), TwoFactorMethod.TOTP, null);
		LoginSession refreshed = sessions.refresh(token("t0"), () -> "t1");
		assertThat(refreshed).isNotNull();
		assertThat(sessions.goesOn(refreshed)).isFalse();
		assertThat(refresh(sessions, "t1")).isNull();
	}

	@Test
	void refreshWhenAForeignSessionWasRemovedThenItsTokenDoesNotComeBackToLife() {
		LoginSessions sessions = host(this.clock, GRACE);
		Instant now = this.clock.instant();
		// lives for longer than a session
		SessionToken token = new SessionToken("f0", "f0", true, "alice", now, now.plus(Duration.ofDays(60)));
		sessions.end(token);
		for (int day = 0; day <= 60; day++) {
			sessions.forget(100);
			assertThat(sessions.isAlive(token)).isFalse();
			assertThat(sessions.isRefreshable(token)).isFalse();
			assertThat(sessions.refresh(token, () -> "f1")).isNull();
			assertThat(sessions.continues(token)).isFalse();
			this.clock.advance(Duration.ofDays(1));
		}
	}

	@Test
	void beginWhenTheHostIsBehindThenItsSessionIsTheNewest() {
		MutableClock ahead = new MutableClock(this.clock.instant().plusSeconds(90));
		LoginSessions one = limited(ahead, 1);
		LoginSessions two = limited(this.clock, 1);
		one.begin("t0", "alice", ahead.instant(), TwoFactorMethod.TOTP, null);
		two.begin("t1", "alice", this.clock.instant(), TwoFactorMethod.TOTP, null);
		assertThat(two.findAll("alice")).extracting(LoginSession::id).containsExactly("t1");
		assertThat(this.events).singleElement().isInstanceOf(TwoFactorEvent.LoggedOut.class);
		// what is told of the end stays what it would be
		assertThat(two.findAll("alice").get(0).endsAt()).isEqualTo(this.clock.instant().plus(Duration.ofDays(30)));
	}

	@Test
	void refreshWhenAForeignSessionIsOneTooManyThenTheOldestEnds() {
		LoginSessions sessions = limited(this.clock, 1);
		Instant now = this.clock.instant();
		SessionToken old = new SessionToken("f0", "f0", true, "alice", now.minusSeconds(60), now.plusSeconds(600));
		sessions.begin("t0", "alice", now, TwoFactorMethod.TOTP, null);
		assertThat(sessions.refresh(old, () -> "f1")).isNull();
		assertThat(sessions.findAll("alice")).extracting(LoginSession::id).containsExactly("t0");
		SessionToken young = new SessionToken("g0", "g0", true, "alice", now.plusSeconds(1), now.plusSeconds(600));
		assertThat(sessions.refresh(young, () -> "g1")).isNotNull();
		assertThat(sessions.findAll("alice")).extracting(LoginSession::id).containsExactly("g0");
	}

	@Test
	void refreshWhenTokensDoNotRotateAnyMoreThenAnOldTokenIsNotRepeatedAfterTheNextRefresh() {
		host(this.clock, GRACE).begin("t0", "alice", this.clock.instant(), TwoFactorMethod.TOTP, null);
		assertThat(refresh(host(this.clock, GRACE), "t0")).isEqualTo("t1");
		LoginSessions sessions = new LoginSessions(
				new LoginSessionSettings(Duration.ofDays(30), false, GRACE, Integer.MAX_VALUE), this.repository,
				TrustedDevices.off(), new TwoFactorEventPublisher(this.events::add, this.clock, () -> null),
				this.clock);
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(refresh(sessions, "t1")).isEqualTo("t1");
		assertThat(refresh(sessions, "t0")).isNull();
		assertThat(this.repository.findById("t0").refreshedAt()).isEqualTo(this.clock.instant());
	}

	/**
	 * As within a transaction that sees the session as it was when it began, and writes
	 * to it as it is now (REPEATABLE READ of MariaDB).
	 */
	@Test
	void refreshWhenOthersAreAlwaysFasterThenFails() {
		LoginSessions sessions = host(this.clock, GRACE, new Odd(this.repository, () -> false));
		sessions.begin("t0", "alice", this.clock.instant(), TwoFactorMethod.TOTP, null);
		assertThatIllegalStateException().isThrownBy(() -> refresh(sessions, "t0"));
		assertThat(this.events).isEmpty();
	}

	/**
	 * A repository to which something happens in the middle of a write.
	 *
	 * @param happening tells whether it is written
	 */
	private record Odd(LoginSessionRepository repository, BooleanSupplier happening) implements LoginSessionRepository {

		@Override
		public boolean insert(LoginSession session) {
			return this.repository.insert(session);
		}

		@Override
		public @Nullable LoginSession findById(String id) {
			return this.repository.findById(id);
		}

		@Override
		public List<LoginSession> findByUserId(String userId) {
			return this.repository.findByUserId(userId);
		}

		@Override
		public boolean replace(LoginSession expected, LoginSession update) {
			return this.happening.getAsBoolean() && this.repository.replace(expected, update);
		}

		@Override
		public boolean end(String id) {
			return this.repository.end(id);
		}

		@Override
		public int endAll(String userId, @Nullable String exceptId) {
			return this.repository.endAll(userId, exceptId);
		}

		@Override
		public int endAllOfEveryone() {
			return this.repository.endAllOfEveryone();
		}

		@Override
		public int deleteEndedBefore(Instant time, int limit) {
			return this.repository.deleteEndedBefore(time, limit);
		}

	}

}
