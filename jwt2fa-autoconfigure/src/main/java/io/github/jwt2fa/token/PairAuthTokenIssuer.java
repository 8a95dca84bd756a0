package io.github.jwt2fa.token;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers an access and a refresh token.
 */
public final class PairAuthTokenIssuer implements AuthTokenIssuer {

	private final AuthTokenFactory tokens;

	private final String accessKey;

	private final String refreshKey;

	/**
	 * An issuer.
	 * @param tokens makes the tokens
	 * @param accessKey the member that holds the access token
	 * @param refreshKey the member that holds the refresh token
	 */
	public PairAuthTokenIssuer(AuthTokenFactory tokens, String accessKey, String refreshKey) {
		this.tokens = tokens;
		this.accessKey = accessKey;
		this.refreshKey = refreshKey;
	}

	@Override
	public Map<String, Object> issue(CompletedLogin login) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put(this.accessKey, this.tokens.create(AuthTokenType.ACCESS, login));
		answer.put(this.refreshKey, this.tokens.create(AuthTokenType.REFRESH, login));
		return answer;
	}

}
