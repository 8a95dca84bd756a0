package io.github.jwt2fa.benchmarks;

import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.Locale;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import org.apache.commons.codec.binary.Base32;

/**
 * The app of every user who was set up by {@link QuickTotp}.
 */
final class AuthenticatorApp {

	private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();

	private final SecretKeySpec key = new SecretKeySpec(new Base32().decode(QuickTotp.SECRET), "HmacSHA1");

	/**
	 * The code of this moment.
	 */
	String code() throws InvalidKeyException {
		return this.generator.generateOneTimePasswordString(this.key, Instant.now(), Locale.ROOT);
	}

}
