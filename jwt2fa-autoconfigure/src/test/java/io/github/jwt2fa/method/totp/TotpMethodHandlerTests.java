package io.github.jwt2fa.method.totp;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.CodeClaim;
import io.github.jwt2fa.method.TypedCode;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.PausingStateStore;
import io.github.jwt2fa.token.CodeToken;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import org.springframework.security.core.userdetails.User;

import static org.assertj.core.api.Assertions.assertThat;

class TotpMethodHandlerTests {

	private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(3001));

	private final TotpSecret secret = TotpSecret.generate(new SecureRandom());

	private final AuthenticatorApp app = new AuthenticatorApp(this.secret.text(), this.clock);

	private final TwoFactorUser alice = TwoFactorUser.of(User.withUsername("alice").password("").build());

	private CodeClaim check(StateStore store, int steps) {
		TotpMethodHandler handler = new TotpMethodHandler(
				new TotpCodes(new TotpSettings("jwt2fa", 1), store, this.clock),
				new TotpSecrets((user) -> this.secret.text()));
		CodeToken token = new CodeToken("id", TwoFactorMethod.TOTP, "alice", this.clock.instant(),
				this.clock.instant().plusSeconds(300), Map.of());
		return handler.check(token, this.alice, TypedCode.of(this.app.codeIn(steps)));
	}

	@Test
	void takeWhenStepBeganBeforeTheMemoryThenAsIfUsed() {
		StateStore memory = new InMemoryStateStore(this.clock, 100);
		assertThat(check(memory, -1).take()).isFalse();
		assertThat(check(memory, 0).take()).isFalse();
		assertThat(check(memory, 1).take()).as("of the next step").isTrue();
		this.clock.advance(Duration.ofSeconds(60));
		assertThat(check(memory, 0).take()).isTrue();
	}

	@Test
	void takeWhenStoreWasThereBeforeThenGood() {
		assertThat(check(new PausingStateStore(new InMemoryStateStore(this.clock, 100)), 0).take()).isTrue();
	}

	@Test
	void takeWhenMemoryBeganWithTheStepThenGood() {
		this.clock.advance(Duration.ofSeconds(29));
		assertThat(check(new InMemoryStateStore(this.clock, 100), 0).take()).isTrue();
	}

}
