package io.github.jwt2fa.login;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LoginDeviceTests {

	@Test
	void namedWhenALineThenTheName() {
		assertThat(LoginDevice.named("x".repeat(64)).name()).hasSize(64);
		assertThat(LoginDevice.named(null)).isEqualTo(LoginDevice.UNKNOWN);
	}

	@Test
	void namedWhenLongOrNoLineThenFails() {
		for (String name : List.of("x".repeat(65), "two\nlines", "\u0007", "\u0085")) {
			assertThatIllegalArgumentException().isThrownBy(() -> LoginDevice.named(name));
		}
	}

}
