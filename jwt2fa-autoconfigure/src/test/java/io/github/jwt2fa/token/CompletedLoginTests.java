package io.github.jwt2fa.token;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CompletedLoginTests {

	private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

	private static final TwoFactorUser ALICE = TwoFactorUser.withId("alice").build();

	private static final CompletedLogin LOGIN = CompletedLogin.withUser(ALICE)
		.method(TwoFactorMethod.TOTP)
		.amr(List.of("pwd", "otp", "mfa"))
		.at(NOW)
		.session("s1")
		.build();

	@Test
	void buildWhenMethodTimeOrSessionIsMissingThenIllegal() {
		assertThatIllegalArgumentException().isThrownBy(() -> CompletedLogin.withUser(null));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CompletedLogin.withUser(ALICE).at(NOW).session("s1").build())
			.withMessageContaining("method");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CompletedLogin.withUser(ALICE).method(TwoFactorMethod.TOTP).session("s1").build())
			.withMessageContaining(": at");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CompletedLogin.withUser(ALICE).method(TwoFactorMethod.TOTP).at(NOW).build())
			.withMessageContaining("session");
	}

	@Test
	void buildWhenAllIsKnownThenTold() {
		assertThat(LOGIN.user()).isEqualTo(ALICE);
		assertThat(LOGIN.method()).isEqualTo(TwoFactorMethod.TOTP);
		assertThat(LOGIN.amr()).containsExactly("pwd", "otp", "mfa");
		assertThat(LOGIN.at()).isEqualTo(NOW);
		assertThat(LOGIN.session()).isEqualTo("s1");
	}

	@Test
	void toBuilderWhenBuiltAgainThenTheSame() {
		assertThat(LOGIN.toBuilder().build()).isEqualTo(LOGIN).hasSameHashCodeAs(LOGIN);
	}

	@Test
	void equalsWhenOneThingDiffersThenOther() {
		assertThat(List.<UnaryOperator<CompletedLogin.Builder>>of((other) -> other.method(TwoFactorMethod.NO_2FA),
				(other) -> other.amr(List.of()), (other) -> other.at(NOW.plusSeconds(1)),
				(other) -> other.session("s2")))
			.allSatisfy((change) -> assertThat(change.apply(LOGIN.toBuilder()).build()).isNotEqualTo(LOGIN));
		assertThat(CompletedLogin.withUser(TwoFactorUser.withId("bob").build())
			.method(LOGIN.method())
			.amr(LOGIN.amr())
			.at(NOW)
			.session("s1")
			.build()).isNotEqualTo(LOGIN);
	}

}
