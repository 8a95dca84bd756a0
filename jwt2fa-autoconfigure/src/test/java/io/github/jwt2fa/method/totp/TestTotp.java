package io.github.jwt2fa.method.totp;

import java.time.Duration;

/**
 * TOTP as most tests want it.
 */
final class TestTotp {

	private TestTotp() {
	}

	static TotpSettings settings(int window) {
		return new TotpSettings("jwt2fa", window, Duration.ofMinutes(15), 5);
	}

}
