package io.github.jwt2fa.method.totp;

import java.time.Clock;
import java.time.Duration;

import io.github.jwt2fa.state.InMemoryStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The check of a TOTP code, which the library shows to nobody.
 */
public final class MeasuredTotp {

	private final TotpCodes codes;

	/**
	 * A check with the window of the default.
	 * @param clock the time
	 */
	public MeasuredTotp(Clock clock) {
		this.codes = new TotpCodes(new TotpSettings("jwt2fa", 1, Duration.ofMinutes(15), 5),
				new InMemoryStateStore(clock, 10), clock);
	}

	/**
	 * Checks a code.
	 * @param secret the secret
	 * @param code the code
	 * @return its time step, or {@code null} if there is none
	 */
	public @Nullable Long check(String secret, String code) {
		return this.codes.matchingStep(TotpSecret.of(secret), code);
	}

}
