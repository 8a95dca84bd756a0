package io.github.jwt2fa.sample;

import java.net.URI;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import org.apache.commons.codec.binary.Base32;

/**
 * Does what an authenticator app does with the URI in a QR code.
 */
class AuthenticatorApp {

	private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();

	private final long stepMillis = this.generator.getTimeStep().toMillis();

	private final String label;

	private final String issuer;

	private final String secret;

	private final SecretKeySpec key;

	private long lastStep = -1;

	AuthenticatorApp(String uri) {
		URI parsed = URI.create(uri);
		if (!"otpauth".equals(parsed.getScheme()) || !"totp".equals(parsed.getHost())) {
			throw new AssertionError("No URI for TOTP");
		}
		Map<String, String> parameters = Arrays.stream(parsed.getQuery().split("&"))
			.map((parameter) -> parameter.split("=", 2))
			.collect(Collectors.toMap((parts) -> parts[0], (parts) -> parts[1]));
		this.label = parsed.getPath().substring(1);
		this.issuer = parameters.get("issuer");
		this.secret = parameters.get("secret");
		this.key = new SecretKeySpec(new Base32().decode(this.secret), this.generator.getAlgorithm());
	}

	String label() {
		return this.label;
	}

	String issuer() {
		return this.issuer;
	}

	String secret() {
		return this.secret;
	}

	/**
	 * A code that was not used before. The application takes one of the next time step,
	 * too, so two in a row need no waiting.
	 */
	String freshCode() {
		long now = currentStep();
		long step = Math.max(now, this.lastStep + 1);
		while (step > now + 1) {
			pause(Duration.ofMillis(100));
			now = currentStep();
		}
		this.lastStep = step;
		return code(step);
	}

	/**
	 * The code that was used last.
	 */
	String usedCode() {
		return code(this.lastStep);
	}

	/**
	 * A code that is none of these time steps.
	 */
	String wrongCode() {
		long now = currentStep();
		for (int number = 0;; number++) {
			String code = String.format(Locale.ROOT, "%06d", number);
			boolean right = false;
			for (long step = now - 3; step <= now + 3; step++) {
				right |= code.equals(code(step));
			}
			if (!right) {
				return code;
			}
		}
	}

	private long currentStep() {
		return System.currentTimeMillis() / this.stepMillis;
	}

	private String code(long step) {
		try {
			return this.generator.generateOneTimePasswordString(this.key, Instant.ofEpochMilli(step * this.stepMillis),
					Locale.ROOT);
		}
		catch (InvalidKeyException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void pause(Duration duration) {
		try {
			Thread.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	@Override
	public String toString() {
		return "AuthenticatorApp[" + this.label + "]";
	}

}
