package io.github.jwt2fa.test;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The authenticator app.
 */
class AuthenticatorAppTests {

	/** The key of RFC 6238, appendix B. */
	private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

	private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(59));

	private final AuthenticatorApp app = new AuthenticatorApp(SECRET, this.clock);

	@Test
	void codeWhenOfTheStandardThenAsPrintedThere() {
		assertThat(this.app.code()).isEqualTo("287082");
		this.clock.advance(Duration.ofSeconds(1_111_111_109 - 59));
		assertThat(this.app.code()).isEqualTo("081804");
	}

	@Test
	void scannedWhenKeyUriThenAsTyped() {
		AuthenticatorApp scanned = AuthenticatorApp.scanned(
				"otpauth://totp/Shop%20%26%20Co:alice%40example.com?secret=" + SECRET + "&issuer=Shop%20%26%20Co",
				this.clock);
		assertThat(scanned.code()).isEqualTo(this.app.code());
		assertThat(scanned.label()).isEqualTo("Shop & Co:alice@example.com");
		assertThat(scanned.issuer()).isEqualTo("Shop & Co");
		assertThat(scanned.toString()).doesNotContain(SECRET);
	}

	@Test
	void scannedWhenAnythingElseThenRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> AuthenticatorApp.scanned("otpauth://hotp/alice?secret=" + SECRET, this.clock));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> AuthenticatorApp.scanned("otpauth://totp/alice?issuer=Shop", this.clock));
	}

	@Test
	void freshCodeWhenOneIsUsedThenTheNextAndThenTheClockMoves() {
		assertThat(this.app.freshCode()).isEqualTo(this.app.code());
		assertThat(this.app.freshCode()).isEqualTo(this.app.codeIn(1)).isEqualTo(this.app.usedCode());
		assertThat(this.app.freshCode()).isEqualTo(this.app.codeIn(1));
		assertThat(this.clock.instant()).isEqualTo(Instant.ofEpochSecond(60));
	}

	@Test
	void freshCodeWhenTheClockWasMovedBackThenToldAndTheClockStaysThere() {
		this.app.freshCode();
		this.clock.advance(Duration.ofMinutes(-11));
		Instant then = this.clock.instant();
		assertThatIllegalStateException().isThrownBy(this.app::freshCode).withMessageContaining("moved back");
		assertThat(this.clock.instant()).isEqualTo(then);
	}

	@Test
	void wrongCodeThenNoneOfTheTimeAround() {
		String wrong = this.app.wrongCode();
		assertThat(wrong).matches("[0-9]{6}");
		for (int step = -3; step <= 3; step++) {
			assertThat(this.app.codeIn(step)).isNotEqualTo(wrong);
		}
	}

}
