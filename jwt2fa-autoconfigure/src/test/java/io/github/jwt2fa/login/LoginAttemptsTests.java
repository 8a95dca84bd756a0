package io.github.jwt2fa.login;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateStoreException;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.PausingStateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Attempts that began together, and time that passes in the middle of one.
 */
class LoginAttemptsTests {

	private static final Duration LIFETIME = Duration.ofMinutes(5);

	private final MutableClock clock = new MutableClock();

	private final PausingStateStore store = new PausingStateStore(new InMemoryStateStore(this.clock, 100));

	private LoginLimits limits(int maxTokens, Duration retryWait, String budget) {
		LoginSettings settings = new LoginSettings(Rate.UNLIMITED, maxTokens, Rate.UNLIMITED, retryWait, 5,
				List.of(Rate.valueOf(budget)));
		return new LoginLimits(settings, this.store, events(), this.clock);
	}

	private TwoFactorEventPublisher events() {
		return new TwoFactorEventPublisher((event) -> {
		}, this.clock, () -> null);
	}

	private LoginLimits limits() {
		return limits(3, Duration.ZERO, "20/1h");
	}

	private CodeToken token(String id) {
		return new CodeToken(id, TwoFactorMethod.TOTP, "alice", this.clock.instant(),
				this.clock.instant().plus(LIFETIME));
	}

	private LoginLimits afterARestart() {
		LoginSettings settings = new LoginSettings(Rate.UNLIMITED, 3, Rate.UNLIMITED, Duration.ZERO, 5, List.of());
		return new LoginLimits(settings, new InMemoryStateStore(this.clock, 100), events(), this.clock);
	}

	private CodeToken issued() {
		Instant second = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		return new CodeToken("id" + this.clock.millis(), TwoFactorMethod.TOTP, "alice", second, second.plus(LIFETIME));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 500, 999 })
	void beginWhenTokenIsOlderThanTheMemoryThenExpired(int millis) {
		this.clock.advance(Duration.ofMillis(millis));
		CodeToken old = issued();
		this.clock.advance(Duration.ofMillis(1));
		LoginLimits limits = afterARestart();
		assertRefused(TwoFactorError.CODE_TOKEN_EXPIRED, () -> limits.begin(old));
		assertRefused(TwoFactorError.CODE_TOKEN_EXPIRED, () -> limits.admitSending(old));
		CodeToken young = limits.reserve(issued(), false);
		assertThat(young.expiresAt()).isEqualTo(issued().expiresAt());
		assertThatNoException().isThrownBy(() -> limits.use(limits.begin(young), () -> true));
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(limits.reserve(issued(), false)).isEqualTo(issued());
	}

	@Test
	void beginWhenTokenIsOlderThanAnInstanceOnASharedStoreThenGood() {
		CodeToken old = token("old");
		this.clock.advance(Duration.ofSeconds(10));
		LoginLimits limits = limits();
		assertThat(limits.reserve(old, false)).isEqualTo(old);
		assertThatNoException().isThrownBy(() -> limits.use(limits.begin(old), () -> true));
	}

	private static void assertRefused(TwoFactorError error, Runnable step) {
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(step::run)
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(error));
	}

	@Test
	void useWhenTokenHasEndedSinceTheAttemptBeganThenExpired() {
		LoginLimits limits = limits();
		LoginLimits.Attempt attempt = limits.begin(token("a"));
		this.clock.advance(LIFETIME);
		assertRefused(TwoFactorError.CODE_TOKEN_EXPIRED, () -> limits.use(attempt, () -> true));
		assertRefused(TwoFactorError.CODE_TOKEN_EXPIRED, () -> limits.fail(attempt));
	}

	@Test
	void useWhenTheCodeWasUsedAndTheTokenEndsMeanwhileThenExpired() {
		LoginLimits limits = limits();
		LoginLimits.Attempt attempt = limits.begin(token("a"));
		assertRefused(TwoFactorError.CODE_TOKEN_EXPIRED, () -> limits.use(attempt, () -> {
			this.clock.advance(LIFETIME);
			return false;
		}));
	}

	@ParameterizedTest
	@ValueSource(ints = { 300, 3600, 864000 })
	void useWhenProcessIsFrozenInTheMiddleOfTheWriteThenExpired(int seconds) {
		for (boolean before : new boolean[] { true, false }) {
			LoginLimits limits = limits();
			CodeToken right = token("right" + before);
			LoginLimits.Attempt use = limits.begin(right);
			freeze(before, seconds);
			assertRefused(TwoFactorError.CODE_TOKEN_EXPIRED, () -> limits.use(use, () -> true));
			CodeToken wrong = token("wrong" + before);
			LoginLimits.Attempt fail = limits.begin(wrong);
			freeze(before, seconds);
			assertRefused(TwoFactorError.CODE_TOKEN_EXPIRED, () -> limits.fail(fail));
		}
	}

	private void freeze(boolean beforeTheWrite, int seconds) {
		Runnable time = () -> this.clock.advance(Duration.ofSeconds(seconds));
		if (beforeTheWrite) {
			this.store.beforeNextWrite(time);
		}
		else {
			this.store.afterNextWrite(time);
		}
	}

	@Test
	void beginWhenAnotherHostIsBehindThenUsedTokenStaysUsed() {
		LoginLimits limits = limits();
		CodeToken token = token("a");
		MutableClock behind = new MutableClock(this.clock.instant().minusSeconds(3));
		limits.use(limits.begin(token), () -> true);
		this.clock.advance(LIFETIME);
		behind.advance(LIFETIME);
		LoginLimits other = new LoginLimits(
				new LoginSettings(Rate.UNLIMITED, 3, Rate.UNLIMITED, Duration.ZERO, 5, List.of()), this.store, events(),
				behind);
		assertRefused(TwoFactorError.TOKEN_ALREADY_USED, () -> other.use(other.begin(token), () -> true));
	}

	@Test
	void failWhenAttemptWasFrozenThenTheWaitIsNotPassedByItsOldTime() {
		LoginLimits limits = limits(3, Duration.ofSeconds(2), "20/1h");
		CodeToken token = token("a");
		LoginLimits.Attempt frozen = limits.begin(token);
		this.clock.advance(Duration.ofSeconds(60));
		limits.fail(frozen);
		assertRefused(TwoFactorError.THROTTLED, () -> limits.fail(limits.begin(token)));
		this.clock.advance(Duration.ofSeconds(2));
		assertThatNoException().isThrownBy(() -> limits.use(limits.begin(token), () -> true));
	}

	@Test
	void failWhenManyAttemptsWereFrozenThenEachCountsInTheBudgetOfNow() {
		LoginLimits limits = limits(3, Duration.ZERO, "2/1m");
		CodeToken token = token("a");
		LoginLimits.Attempt[] frozen = { limits.begin(token), limits.begin(token), limits.begin(token) };
		this.clock.advance(Duration.ofMinutes(2));
		limits.fail(frozen[0]);
		limits.fail(frozen[1]);
		assertRefused(TwoFactorError.THROTTLED, () -> limits.fail(frozen[2]));
	}

	@Test
	void useWhenTokenIsUsedOrHasToWaitThenTheCodeIsLeft() {
		LoginLimits limits = limits(3, Duration.ofSeconds(2), "20/1h");
		CodeToken token = token("a");
		AtomicInteger taken = new AtomicInteger();
		AcceptedProof code = () -> taken.incrementAndGet() > 0;
		LoginLimits.Attempt[] attempts = { limits.begin(token), limits.begin(token) };
		limits.use(attempts[0], code);
		assertRefused(TwoFactorError.THROTTLED, () -> limits.use(attempts[1], code));
		this.clock.advance(Duration.ofSeconds(2));
		assertRefused(TwoFactorError.TOKEN_ALREADY_USED, () -> limits.use(limits.begin(token), code));
		assertThat(taken).hasValue(1);
	}

	@Test
	void useWhenStoreCanNotTellOfTheCodeThenTheTokenIsLeft() {
		LoginLimits limits = limits(3, Duration.ZERO, "20/1h");
		CodeToken token = token("a");
		assertThatExceptionOfType(StateStoreException.class).isThrownBy(() -> limits.use(limits.begin(token), () -> {
			throw new StateStoreException("down", null);
		}));
		assertThatNoException().isThrownBy(() -> limits.use(limits.begin(token), () -> true));
	}

	@Test
	void useWhenCodeWasUsedThenAFailureOfTheTokenAlone() {
		LoginLimits limits = limits(3, Duration.ZERO, "1/1h");
		CodeToken token = token("a");
		for (int i = 0; i < 4; i++) {
			assertRefused(TwoFactorError.CODE_ALREADY_USED, () -> limits.use(limits.begin(token), () -> false));
		}
		assertThatNoException().isThrownBy(() -> limits.use(limits.begin(token), () -> true));
		CodeToken other = token("b");
		for (int i = 0; i < 5; i++) {
			assertRefused(TwoFactorError.CODE_ALREADY_USED, () -> limits.use(limits.begin(other), () -> false));
		}
		assertRefused(TwoFactorError.TOO_MANY_AUTH_ATTEMPTS, () -> limits.use(limits.begin(other), () -> true));
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, Integer.MAX_VALUE })
	void useWhenBudgetWasSpentSinceTheAttemptBeganThenThrottledAndTheTokenIsNotUsed(int maxTokens) {
		LoginLimits limits = limits(maxTokens, Duration.ZERO, "2/4m");
		CodeToken right = token("right");
		CodeToken guessed = token("guessed");
		limits.reserve(right, false);
		limits.reserve(guessed, false);
		LoginLimits.Attempt attempt = limits.begin(right);
		LoginLimits.Attempt[] guesses = { limits.begin(guessed), limits.begin(guessed), limits.begin(guessed) };
		limits.fail(guesses[0]);
		limits.fail(guesses[1]);
		assertRefused(TwoFactorError.THROTTLED, () -> limits.fail(guesses[2]));
		assertRefused(TwoFactorError.THROTTLED, () -> limits.use(attempt, () -> true));
		this.clock.advance(Duration.ofMinutes(2));
		assertThatNoException().isThrownBy(() -> limits.use(limits.begin(right), () -> true));
		assertRefused(TwoFactorError.TOKEN_ALREADY_USED, () -> limits.use(limits.begin(right), () -> true));
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, Integer.MAX_VALUE })
	void useWhenBudgetIsSpentAtItsVeryWriteThenThrottled(int maxTokens) {
		LoginLimits limits = limits(maxTokens, Duration.ZERO, "1/1h");
		CodeToken right = token("right");
		CodeToken guessed = token("guessed");
		limits.reserve(right, false);
		limits.reserve(guessed, false);
		LoginLimits.Attempt attempt = limits.begin(right);
		LoginLimits.Attempt guess = limits.begin(guessed);
		this.store.beforeNextWrite(() -> limits.fail(guess));
		assertRefused(TwoFactorError.THROTTLED, () -> limits.use(attempt, () -> true));
	}

}
