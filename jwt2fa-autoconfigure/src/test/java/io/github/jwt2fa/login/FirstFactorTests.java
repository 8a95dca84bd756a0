package io.github.jwt2fa.login;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FirstFactorTests {

	@Test
	void newWhenTheAmrIsUpTo64VisibleCharactersThenFits() {
		assertThat(FirstFactor.of("x".repeat(64))).isEqualTo(new FirstFactor("x".repeat(64), false));
		assertThat(FirstFactor.sent("link").sent()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "mfa", "é",
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" })
	void newWhenTheAmrIsOddThenFails(String amr) {
		assertThatIllegalArgumentException().isThrownBy(() -> FirstFactor.of(amr));
	}

}
