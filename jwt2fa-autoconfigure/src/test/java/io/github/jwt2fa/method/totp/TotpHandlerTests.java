package io.github.jwt2fa.method.totp;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.PausingStateStore;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import org.springframework.security.core.userdetails.User;

import static org.assertj.core.api.Assertions.assertThat;

class TotpHandlerTests {

	private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(3001));

	private final TotpSecret secret = TotpSecret.generate(new SecureRandom());

	private final AuthenticatorApp app = new AuthenticatorApp(this.secret.text(), this.clock);

	private final TwoFactorUser alice = TwoFactorUser.of(User.withUsername("alice").password("").build());

	private AcceptedProof check(StateStore store, int steps) {
		TotpHandler handler = new TotpHandler(new TotpCodes(TestTotp.settings(1), store, this.clock),
				new TotpSecrets((user) -> this.secret.text()), null);
		return handler.check(Map.of(), this.alice, Proof.of(this.app.codeIn(steps)));
	}

	@Test
	void handlerWhenAskedThenSaysWhatItIs() {
		TwoFactorMethodHandler handler = TestTotp.method();
		assertThat(handler.method()).isEqualTo(TwoFactorMethod.TOTP);
		assertThat(handler.amr()).isEqualTo("otp");
		assertThat(handler.isOwn()).isTrue();
		assertThat(handler.isSent()).isFalse();
		assertThat(handler.checksSetUp()).isTrue();
		assertThat(handler.begin(this.alice)).isEqualTo(Challenge.none());
	}

	@Test
	void useWhenStepBeganBeforeTheMemoryThenAsIfUsed() {
		StateStore memory = new InMemoryStateStore(this.clock, 100);
		assertThat(check(memory, -1).use()).isFalse();
		assertThat(check(memory, 0).use()).isFalse();
		assertThat(check(memory, 1).use()).as("of the next step").isTrue();
		this.clock.advance(Duration.ofSeconds(60));
		assertThat(check(memory, 0).use()).isTrue();
	}

	@Test
	void useWhenStoreWasThereBeforeThenGood() {
		assertThat(check(new PausingStateStore(new InMemoryStateStore(this.clock, 100)), 0).use()).isTrue();
	}

	@Test
	void useWhenMemoryBeganWithTheStepThenGood() {
		this.clock.advance(Duration.ofSeconds(29));
		assertThat(check(new InMemoryStateStore(this.clock, 100), 0).use()).isTrue();
	}

}
