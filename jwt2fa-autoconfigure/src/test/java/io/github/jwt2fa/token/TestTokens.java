package io.github.jwt2fa.token;

import java.time.Clock;
import java.util.function.Function;

import io.github.jwt2fa.token.key.AuthTokenKeySource;

/**
 * Auth tokens without an application.
 */
public final class TestTokens {

	private TestTokens() {
	}

	/**
	 * Reads a token that is valid.
	 */
	public static Function<String, AuthToken> verification(AuthTokenKeySource keys, AuthTokenSettings settings,
			Clock clock) {
		return new AuthTokenVerifier(keys, settings, clock, null)::verify;
	}

}
