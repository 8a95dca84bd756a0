package io.github.jwt2fa.token;

import java.util.Set;

/**
 * The names of the claims of auth tokens.
 */
final class AuthTokenClaims {

	static final String TOKEN_TYPE = "token_type";

	static final String EXPIRES_AT = "exp";

	static final String REFRESH_EXPIRES_AT = "refresh_exp";

	static final String NOT_BEFORE = "nbf";

	static final String ISSUED_AT = "iat";

	static final String ID = "jti";

	static final String SUBJECT = "sub";

	static final String SESSION = "sid";

	static final String AUTH_TIME = "auth_time";

	static final String AUTH_METHODS = "amr";

	static final String ISSUER = "iss";

	static final String AUDIENCE = "aud";

	/** The name that Simple JWT has for it. */
	static final String PASSWORD_FINGERPRINT = "hash_password";

	/** What decides something: none for an application to set. */
	static final Set<String> RESERVED = Set.of(TOKEN_TYPE, EXPIRES_AT, REFRESH_EXPIRES_AT, NOT_BEFORE, ISSUED_AT, ID,
			SUBJECT, SESSION, AUTH_TIME, AUTH_METHODS, ISSUER, AUDIENCE, PASSWORD_FINGERPRINT);

	private AuthTokenClaims() {
	}

}
