package io.github.jwt2fa.login;

import java.time.Duration;
import java.util.List;

import io.github.jwt2fa.ratelimit.Rate;

/**
 * The limits of a login.
 *
 * @param clientRate how often a client address may ask for a code token
 * @param maxActiveCodeTokens unexpired code tokens of a user; {@link Integer#MAX_VALUE}
 * for no limit
 * @param codesSent how often a user may be sent a code
 * @param retryWait the time between two attempts with one code token
 * @param maxAttempts wrong codes for one code token; {@link Integer#MAX_VALUE} for no
 * limit
 * @param secondFactorFailures how often a user's second factor may fail: rates that all
 * hold, or none at all
 */
public record LoginSettings(Rate clientRate, int maxActiveCodeTokens, Rate codesSent, Duration retryWait,
		int maxAttempts, List<Rate> secondFactorFailures) {

	public LoginSettings {
		secondFactorFailures = List.copyOf(secondFactorFailures);
	}

}
