package io.github.jwt2fa.login;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.login.CodeTokenState.Verdict;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.state.StateReader;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CodeTokenStateTests {

	private final CodeTokenState.Format format = new CodeTokenState.Format();

	private final Instant now = new MutableClock().instant();

	private final CodeToken token = new CodeToken("id", TwoFactorMethod.CODE_SENDER, "alice", this.now,
			this.now.plusSeconds(300));

	private CodeTokenState state = this.format.none();

	private static LoginSettings settings(Duration retryWait, int maxAttempts) {
		return new LoginSettings(Rate.UNLIMITED, 3, Rate.UNLIMITED, retryWait, maxAttempts, List.of());
	}

	private Verdict fail(Instant at, LoginSettings settings) {
		return apply(this.state.fail(this.token, at, settings));
	}

	private Verdict use(Instant at, LoginSettings settings) {
		return apply(this.state.use(this.token, at, settings));
	}

	private Verdict apply(Transition<CodeTokenState, Verdict> transition) {
		this.state = this.format.read(new StateReader(this.format.write(transition.next())));
		return transition.result();
	}

	@Test
	void failWhenWithinTheWaitThenRefusedAndTheWaitIsNotProlonged() {
		LoginSettings settings = settings(Duration.ofSeconds(2), 5);
		assertThat(fail(this.now, settings)).isInstanceOf(Verdict.Admitted.class);
		assertThat(fail(this.now.plusMillis(500), settings)).isEqualTo(new Verdict.Wait(Duration.ofMillis(1500)));
		assertThat(fail(this.now.plusMillis(1999), settings)).isEqualTo(new Verdict.Wait(Duration.ofMillis(1)));
		assertThat(this.state.failures()).isEqualTo(1);
		assertThat(fail(this.now.plusMillis(2000), settings)).isInstanceOf(Verdict.Admitted.class);
	}

	@Test
	void failWhenThereIsNoWaitThenAnEarlierAttemptMayComeLater() {
		LoginSettings settings = settings(Duration.ZERO, 5);
		assertThat(fail(this.now.plusMillis(7), settings)).isInstanceOf(Verdict.Admitted.class);
		assertThat(fail(this.now, settings)).isInstanceOf(Verdict.Admitted.class);
		assertThat(this.state.failures()).isEqualTo(2);
	}

	@Test
	void useWhenTooManyFailuresThenRefusedEvenWithTheRightCode() {
		LoginSettings settings = settings(Duration.ZERO, 2);
		fail(this.now, settings);
		fail(this.now, settings);
		assertThat(use(this.now, settings)).isInstanceOf(Verdict.TooManyAttempts.class);
		assertThat(this.state.used()).isFalse();
	}

	@Test
	void useWhenUsedThenTold() {
		LoginSettings settings = settings(Duration.ZERO, 5);
		assertThat(use(this.now, settings)).isInstanceOf(Verdict.Admitted.class);
		assertThat(use(this.now, settings)).isInstanceOf(Verdict.AlreadyUsed.class);
		assertThat(fail(this.now, settings)).isInstanceOf(Verdict.Admitted.class);
		assertThat(this.state.failures()).isEqualTo(1);
		assertThat(this.state.used()).isTrue();
	}

	@Test
	void admitSendingWhenUsedOrSpentThenToldAndTheWaitDoesNotMatter() {
		LoginSettings settings = settings(Duration.ofMinutes(1), 1);
		assertThat(this.state.admitSending(settings)).isInstanceOf(Verdict.Admitted.class);
		use(this.now, settings);
		assertThat(this.state.admitSending(settings)).isInstanceOf(Verdict.AlreadyUsed.class);
		this.state = this.format.none();
		fail(this.now, settings);
		assertThat(this.state.admitSending(settings)).isInstanceOf(Verdict.TooManyAttempts.class);
		assertThat(this.state.admitSending(settings(Duration.ofMinutes(1), 2))).isInstanceOf(Verdict.Admitted.class);
	}

	@Test
	void failWhenNoLimitThenAlwaysAdmitted() {
		LoginSettings settings = settings(Duration.ZERO, Integer.MAX_VALUE);
		for (int i = 0; i < 100; i++) {
			assertThat(fail(this.now, settings)).isInstanceOf(Verdict.Admitted.class);
		}
	}

	@Test
	void endOfWhenTokenWasTriedThenTheEndOfItsChain() {
		fail(this.now, settings(Duration.ofSeconds(2), 5));
		assertThat(this.format.endOf(this.state)).isEqualTo(this.token.chainEnd());
	}

}
