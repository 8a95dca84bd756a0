package io.github.jwt2fa.token;

import java.time.Clock;
import java.util.Set;

import io.github.jwt2fa.token.key.AuthTokenKeySource;

/**
 * The verification of auth tokens, which the library shows to nobody.
 */
public final class MeasuredTokens {

	private final AuthTokenVerifier verifier;

	/**
	 * A verification.
	 * @param keys the keys
	 * @param settings how tokens are made
	 */
	public MeasuredTokens(AuthTokenKeySource keys, AuthTokenSettings settings) {
		this.verifier = new AuthTokenVerifier(keys, settings, Clock.systemUTC(), null);
	}

	/**
	 * Verifies a token.
	 * @param text its text
	 * @param types the types that are good enough
	 * @return the token
	 */
	public AuthToken verify(String text, Set<AuthTokenType> types) {
		return this.verifier.verify(text, types);
	}

}
