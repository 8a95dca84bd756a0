package io.github.jwt2fa.benchmarks.harness;

import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.Locale;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.github.jwt2fa.benchmarks.application.QuickFactors;
import org.apache.commons.codec.binary.Base32;

/**
 * The app of every user who was set up by {@link QuickFactors}.
 */
public final class AuthenticatorApp {

	private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();

	private final SecretKeySpec key = new SecretKeySpec(new Base32().decode(QuickFactors.SECRET), "HmacSHA1");

	/**
	 * Waits until the code changes. An application that keeps its state in memory takes
	 * none of the time before it started, for it can't know which of these were used.
	 * @throws InterruptedException if the thread is interrupted
	 */
	public void awaitNextCode() throws InterruptedException {
		long step = this.generator.getTimeStep().toMillis();
		Thread.sleep(step - System.currentTimeMillis() % step + 1);
	}

	/**
	 * The code of this moment.
	 * @return six digits
	 * @throws InvalidKeyException never
	 */
	public String code() throws InvalidKeyException {
		return this.generator.generateOneTimePasswordString(this.key, Instant.now(), Locale.ROOT);
	}

}
