package io.github.jwt2fa.token;

/**
 * The names of the claims of auth tokens.
 */
final class AuthTokenClaims {

	static final String TOKEN_TYPE = "token_type";

	static final String EXPIRES_AT = "exp";

	static final String NOT_BEFORE = "nbf";

	static final String ISSUED_AT = "iat";

	static final String ID = "jti";

	static final String SUBJECT = "sub";

	static final String SESSION = "sid";

	static final String AUTH_TIME = "auth_time";

	static final String AUTH_METHODS = "amr";

	static final String ISSUER = "iss";

	static final String AUDIENCE = "aud";

	private AuthTokenClaims() {
	}

}
