package io.github.jwt2fa.test;

import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import org.apache.commons.codec.binary.Base32;

/**
 * The app on a user's phone.
 */
public final class AuthenticatorApp {

	private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();

	private final String secret;

	private final SecretKeySpec key;

	private final Clock clock;

	public AuthenticatorApp(String secret, Clock clock) {
		this.secret = secret;
		this.key = new SecretKeySpec(new Base32().decode(secret), "HmacSHA1");
		this.clock = clock;
	}

	public String secret() {
		return this.secret;
	}

	/**
	 * The code that it shows.
	 */
	public String code() {
		return codeIn(0);
	}

	/**
	 * The code that it shows some steps later.
	 */
	public String codeIn(int steps) {
		try {
			return this.generator.generateOneTimePasswordString(this.key,
					this.clock.instant().plus(Duration.ofSeconds(30L * steps)), Locale.ROOT);
		}
		catch (InvalidKeyException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A code that it shows at no time near.
	 */
	public String wrongCode() {
		for (int code = 0;; code++) {
			String text = String.format(Locale.ROOT, "%06d", code);
			boolean right = false;
			for (int step = -30; step <= 30; step++) {
				right |= codeIn(step).equals(text);
			}
			if (!right) {
				return text;
			}
		}
	}

}
