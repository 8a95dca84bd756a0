package io.github.jwt2fa.login;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEvent.Throttled.Limit;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.ratelimit.ClientAddress;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateStoreFullException;
import io.github.jwt2fa.test.MutableClock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The limits when the store has room for one record of each kind.
 */
@ExtendWith(OutputCaptureExtension.class)
class LoginLimitsTests {

	private final MutableClock clock = new MutableClock();

	private final List<Object> events = new ArrayList<>();

	private LoginLimits limits(int maxTokens) {
		LoginSettings settings = new LoginSettings(Rate.UNLIMITED, maxTokens, Rate.UNLIMITED, Duration.ZERO, 5,
				List.of(Rate.valueOf("2/1h")));
		return limits(settings, 1);
	}

	private LoginLimits limits(LoginSettings settings, int capacity) {
		return new LoginLimits(settings, new InMemoryStateStore(this.clock, capacity),
				new TwoFactorEventPublisher(this.events::add, this.clock, () -> null), this.clock);
	}

	private CodeToken token(String user, String id) {
		return new CodeToken(id, TwoFactorMethod.TOTP, user, this.clock.instant(),
				this.clock.instant().plusSeconds(300));
	}

	private void assertRefused(TwoFactorError error, ThrowingCallable call) {
		this.events.clear();
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(call)
			.satisfies((refusal) -> assertThat(refusal.error()).isEqualTo(error));
	}

	private TwoFactorEvent.Throttled throttled(Limit limit, String user, String client, Duration retryAfter) {
		return new TwoFactorEvent.Throttled(limit, user, client, retryAfter, this.clock.instant());
	}

	@Test
	void admitWhenAnAddressComesTooOftenThenRefusedAndTold(CapturedOutput output) {
		LoginLimits limits = limits(
				new LoginSettings(Rate.valueOf("1/1h"), 3, Rate.UNLIMITED, Duration.ZERO, 5, List.of()), 100);
		limits.admit(ClientAddress.of("203.0.113.1"));
		assertRefused(TwoFactorError.THROTTLED, () -> limits.admit(ClientAddress.of("203.0.113.1")));
		assertThat(this.events)
			.containsExactly(throttled(Limit.CODE_TOKEN_THROTTLE_RATE, null, "203.0.113.1", Duration.ofHours(1)));
		assertThat(output).contains("refused by the limit jwt2fa.code-token-throttle-rate");
	}

	@Test
	void failWhenTheTokenOrTheUserHasNoMoreThenEveryRefusalIsTold(CapturedOutput output) {
		LoginLimits limits = limits(new LoginSettings(Rate.UNLIMITED, 9, Rate.UNLIMITED, Duration.ofSeconds(5), 2,
				List.of(Rate.valueOf("3/1h"))), 100);
		CodeToken first = token("bob", "b1");
		limits.reserve(first, false);
		limits.fail(limits.begin(first));
		assertRefused(TwoFactorError.THROTTLED, () -> limits.begin(first));
		assertThat(this.events)
			.containsExactly(throttled(Limit.AUTH_TOKEN_RETRY_WAIT_TIME, "bob", null, Duration.ofSeconds(5)));
		this.clock.advance(Duration.ofSeconds(5));
		limits.fail(limits.begin(first));
		this.clock.advance(Duration.ofSeconds(5));
		assertRefused(TwoFactorError.TOO_MANY_AUTH_ATTEMPTS, () -> limits.begin(first));
		assertThat(this.events)
			.containsExactly(throttled(Limit.MAX_AUTH_ATTEMPTS_PER_CODE_TOKEN, "bob", null, Duration.ofSeconds(290)));
		CodeToken second = token("bob", "b2");
		limits.reserve(second, false);
		limits.fail(limits.begin(second));
		assertThat(this.events).last()
			.isEqualTo(new TwoFactorEvent.SecondFactorBudgetSpent("bob", null, this.clock.instant()));
		CodeToken third = token("bob", "b3");
		limits.reserve(third, false);
		assertRefused(TwoFactorError.THROTTLED, () -> limits.begin(third));
		assertThat(this.events).singleElement()
			.isInstanceOfSatisfying(TwoFactorEvent.Throttled.class,
					(event) -> assertThat(event.limit()).isEqualTo(Limit.MAX_SECOND_FACTOR_FAILURES_PER_USER));
		assertThat(output).contains("refused by the limit jwt2fa.max-auth-attempts-per-code-token")
			.contains("refused by the limit jwt2fa.max-second-factor-failures-per-user");
	}

	@Test
	void admitSendingWhenTheTokenOrTheUserHasNoMoreThenRefused() {
		LoginLimits limits = limits(new LoginSettings(Rate.UNLIMITED, 9, Rate.UNLIMITED, Duration.ofMinutes(1), 2,
				List.of(Rate.valueOf("3/1h"))), 100);
		CodeToken first = token("bob", "b1");
		limits.reserve(first, true);
		limits.fail(limits.begin(first));
		// the wait is for attempts alone
		limits.admitSending(first);
		this.clock.advance(Duration.ofMinutes(1));
		limits.fail(limits.begin(first));
		assertRefused(TwoFactorError.TOO_MANY_AUTH_ATTEMPTS, () -> limits.admitSending(first));
		CodeToken second = token("bob", "b2");
		limits.reserve(second, true);
		limits.admitSending(second);
		limits.fail(limits.begin(second));
		assertRefused(TwoFactorError.THROTTLED, () -> limits.admitSending(second));
		assertThat(this.events).singleElement()
			.isInstanceOfSatisfying(TwoFactorEvent.Throttled.class,
					(event) -> assertThat(event.limit()).isEqualTo(Limit.MAX_SECOND_FACTOR_FAILURES_PER_USER));
		CodeToken used = token("alice", "a");
		limits.reserve(used, true);
		limits.use(limits.begin(used), () -> true);
		assertRefused(TwoFactorError.TOKEN_ALREADY_USED, () -> limits.admitSending(used));
		assertThat(this.events).isEmpty();
	}

	@Test
	void useWhenTheTokenWasUsedThenRefusedAndTold() {
		LoginLimits limits = limits(new LoginSettings(Rate.UNLIMITED, 3, Rate.UNLIMITED, Duration.ZERO, 5, List.of()),
				100);
		CodeToken token = token("bob", "b1");
		limits.reserve(token, false);
		LoginLimits.Attempt late = limits.begin(token);
		limits.use(limits.begin(token), () -> true);
		assertRefused(TwoFactorError.TOKEN_ALREADY_USED, () -> limits.use(late, () -> true));
		assertThat(this.events).singleElement()
			.isEqualTo(new TwoFactorEvent.LoginRefused("bob", TwoFactorMethod.TOTP,
					TwoFactorEvent.LoginRefused.Reason.TOKEN_ALREADY_USED, null, this.clock.instant()));
		CodeToken other = token("bob", "b2");
		limits.reserve(other, false);
		assertRefused(TwoFactorError.CODE_ALREADY_USED, () -> limits.use(limits.begin(other), () -> false));
		assertThat(this.events).singleElement()
			.isEqualTo(new TwoFactorEvent.LoginRefused("bob", TwoFactorMethod.TOTP,
					TwoFactorEvent.LoginRefused.Reason.CODE_ALREADY_USED, null, this.clock.instant()));
		CodeToken third = token("bob", "b3");
		limits.reserve(third, false);
		LoginLimits.Attempt slow = limits.begin(third);
		this.clock.advance(Duration.ofMinutes(5));
		assertRefused(TwoFactorError.CODE_TOKEN_EXPIRED, () -> limits.use(slow, () -> true));
	}

	/**
	 * Such as a signature of a key that was copied.
	 */
	@Test
	void useWhenTheProofSaysWhatARefusalIsThenThatAndAFailureOfTheTokenAlone() {
		LoginLimits limits = limits(
				new LoginSettings(Rate.UNLIMITED, 3, Rate.UNLIMITED, Duration.ZERO, 2, List.of(Rate.valueOf("1/1h"))),
				100);
		CodeToken token = token("bob", "b1");
		limits.reserve(token, false);
		AcceptedProof copied = new AcceptedProof() {

			@Override
			public boolean use() {
				return false;
			}

			@Override
			public TwoFactorError refusal() {
				return TwoFactorError.AUTHENTICATION_FAILED;
			}

		};
		for (int i = 0; i < 2; i++) {
			assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> limits.use(limits.begin(token), copied));
			assertThat(this.events).singleElement()
				.isEqualTo(
						new TwoFactorEvent.SecondFactorFailed("bob", TwoFactorMethod.TOTP, null, this.clock.instant()));
		}
		assertRefused(TwoFactorError.TOO_MANY_AUTH_ATTEMPTS, () -> limits.begin(token));
		CodeToken other = token("bob", "b2");
		limits.reserve(other, false);
		limits.use(limits.begin(other), () -> true);
	}

	@Test
	void reserveWhenUsersAreFullThenRefused() {
		LoginLimits limits = limits(3);
		limits.reserve(token("bob", "b"), false);
		assertThatExceptionOfType(StateStoreFullException.class)
			.isThrownBy(() -> limits.reserve(token("alice", "a"), false));
	}

	@Test
	void reserveWhenUsersAreFullAndTokensAreNotCountedThenRefused() {
		// else her failures could not be counted, but a right code would be taken
		LoginLimits limits = limits(Integer.MAX_VALUE);
		limits.reserve(token("bob", "b"), false);
		limits.fail(limits.begin(token("bob", "b")));
		assertThatExceptionOfType(StateStoreFullException.class)
			.isThrownBy(() -> limits.reserve(token("alice", "a"), false));
	}

	@Test
	void reserveWhenTheUserIsKnownThenGrantedInAFullStore() {
		LoginLimits limits = limits(3);
		limits.reserve(token("bob", "b1"), false);
		assertThatNoException().isThrownBy(() -> limits.reserve(token("bob", "b2"), false));
	}

	@Test
	void useWhenCodeTokensAreFullThenRefusedLikeAFailure() {
		LoginLimits limits = limits(3);
		CodeToken first = token("bob", "b1");
		CodeToken second = token("bob", "b2");
		limits.reserve(first, false);
		limits.reserve(second, false);
		limits.fail(limits.begin(first));
		assertThatExceptionOfType(StateStoreFullException.class).isThrownBy(() -> limits.fail(limits.begin(second)));
		assertThatExceptionOfType(StateStoreFullException.class)
			.isThrownBy(() -> limits.use(limits.begin(second), () -> true));
	}

}
