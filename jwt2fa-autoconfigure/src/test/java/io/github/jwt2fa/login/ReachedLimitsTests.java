package io.github.jwt2fa.login;

import java.time.Duration;

import io.github.jwt2fa.event.TwoFactorEvent.Throttled.Limit;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ReachedLimitsTests {

	private static final String RATE = "the limit jwt2fa.code-token-throttle-rate";

	private final MutableClock clock = new MutableClock();

	private final ReachedLimits limits = new ReachedLimits(this.clock);

	@Test
	void tellWhenReachedAllTheTimeThenOneLineAMinuteWithTheCount(CapturedOutput output) {
		for (int i = 0; i < 100; i++) {
			this.limits.tell(Limit.CODE_TOKEN_THROTTLE_RATE);
		}
		this.clock.advance(Duration.ofSeconds(59));
		this.limits.tell(Limit.CODE_TOKEN_THROTTLE_RATE);
		assertThat(output.getAll().split(RATE, -1)).hasSize(2);
		assertThat(output).contains("WARN").doesNotContain("since this was last told");
		this.clock.advance(Duration.ofSeconds(1));
		this.limits.tell(Limit.CODE_TOKEN_THROTTLE_RATE);
		assertThat(output.getAll().split(RATE, -1)).hasSize(3);
		assertThat(output).contains("as were 100 since this was last told");
	}

	@Test
	void tellWhenLimitsDifferThenEachIsTold(CapturedOutput output) {
		for (Limit limit : Limit.values()) {
			this.limits.tell(limit);
			this.limits.tell(limit);
		}
		assertThat(output.getAll().split("the limit jwt2fa\\.", -1)).hasSize(Limit.values().length + 1);
		assertThat(output).contains("jwt2fa.max-second-factor-failures-per-user");
	}

}
