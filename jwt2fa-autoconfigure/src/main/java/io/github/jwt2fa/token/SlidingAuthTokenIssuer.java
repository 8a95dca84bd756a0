package io.github.jwt2fa.token;

import java.util.Map;

/**
 * Answers one sliding token.
 */
public final class SlidingAuthTokenIssuer implements AuthTokenIssuer {

	private final AuthTokenFactory tokens;

	private final String key;

	/**
	 * An issuer.
	 * @param tokens makes the token
	 * @param key the member that holds it
	 */
	public SlidingAuthTokenIssuer(AuthTokenFactory tokens, String key) {
		this.tokens = tokens;
		this.key = key;
	}

	@Override
	public Map<String, Object> issue(CompletedLogin login) {
		return Map.of(this.key, this.tokens.create(AuthTokenType.SLIDING, login));
	}

}
