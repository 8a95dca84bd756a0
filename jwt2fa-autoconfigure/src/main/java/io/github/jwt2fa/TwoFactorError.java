package io.github.jwt2fa;

/**
 * What can go wrong for a client, as the stable code that it is sent. How a code is
 * rendered (status, body) is the business of the web layer.
 *
 * @since 0.1.0
 */
public enum TwoFactorError {

	/** A field is absent or malformed. */
	INVALID("invalid"),

	/** The body can't be read. */
	PARSE_ERROR("parse_error"),

	/** Wrong name, password, code or code token. */
	AUTHENTICATION_FAILED("authentication_failed"),

	/** The code token was used for a login before. */
	TOKEN_ALREADY_USED("token_already_used"),

	/**
	 * The code of the app is right, but logged the user in or confirmed a secret before.
	 */
	CODE_ALREADY_USED("code_already_used"),

	/** A protected resource was asked for without an access token. */
	NOT_AUTHENTICATED("not_authenticated"),

	/** An auth token is malformed, forged, expired or of the wrong type. */
	TOKEN_NOT_VALID("token_not_valid"),

	/** The {@code Authorization} header does not hold exactly one token. */
	BAD_AUTHORIZATION_HEADER("bad_authorization_header"),

	/** The token's user is gone. */
	USER_NOT_FOUND("user_not_found"),

	/** The token's user is disabled. */
	USER_INACTIVE("user_inactive"),

	/** The code of the app is not the one that the secret makes now. */
	INVALID_TOTP_CODE("invalid_totp_code"),

	/**
	 * The login is not recent enough, or misses a factor
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470</a>).
	 */
	INSUFFICIENT_USER_AUTHENTICATION("insufficient_user_authentication"),

	/** The credential of a passkey that is being set up is not what was asked for. */
	INVALID_PASSKEY("invalid_passkey"),

	/**
	 * The passkey of a login is not known here: it may be gone from the password manager.
	 */
	UNKNOWN_PASSKEY("unknown_passkey"),

	/** There is no secret that waits for its first code. */
	NO_PENDING_TOTP("no_pending_totp"),

	/** The user has set TOTP up before: an enrollment token does not replace that. */
	TOTP_ALREADY_ACTIVE("totp_already_active"),

	/**
	 * The user has set up what completes a login: an enrollment token adds nothing to
	 * that.
	 */
	SECOND_FACTOR_ALREADY_ACTIVE("second_factor_already_active"),

	/** The user has as many passkeys as a user may have. */
	TOO_MANY_PASSKEYS("too_many_passkeys"),

	/** The user has not set TOTP up. */
	NO_ACTIVE_TOTP("no_active_totp"),

	/** The user has set no factor up that recovery codes could stand in for. */
	NO_OWN_FACTOR("no_own_factor"),

	/** The method does not complete a login. */
	TWO_FACTOR_METHOD_NOT_TRUSTED("2fa_method_not_trusted"),

	/** The user has not set this method up. */
	TWO_FACTOR_METHOD_NOT_AVAILABLE("2fa_method_not_available"),

	/** What would be left after a removal does not complete a login. */
	TWO_FACTOR_METHOD_REQUIRED("2fa_method_required"),

	/** A second factor may not be turned off. */
	DISABLING_2FA_NOT_ALLOWED("disabling_2fa_not_allowed"),

	/** The user's method is not configured or not known. */
	TWO_FACTOR_NOT_CONFIGURED("2fa_not_configured"),

	/** The code token is past its end. */
	CODE_TOKEN_EXPIRED("code_token_expired"),

	/** Too many wrong codes for one code token. */
	TOO_MANY_AUTH_ATTEMPTS("too_many_auth_attempts"),

	/** The user may not do this. */
	PERMISSION_DENIED("permission_denied"),

	/** The user has nothing of this name. */
	NOT_FOUND("not_found"),

	/** The endpoint is not called by this HTTP method. */
	METHOD_NOT_ALLOWED("method_not_allowed"),

	/** The answer is not available in a format that the client accepts. */
	NOT_ACCEPTABLE("not_acceptable"),

	/** The body is larger than any honest request. */
	PAYLOAD_TOO_LARGE("payload_too_large"),

	/** The body is in a format that is not understood. */
	UNSUPPORTED_MEDIA_TYPE("unsupported_media_type"),

	/** Too many requests of this kind. */
	THROTTLED("throttled"),

	/** The user has as many unexpired code tokens as allowed. */
	TOO_MANY_CODE_TOKENS("too_many_code_tokens"),

	/** The code could not be sent. */
	VERIFICATION_CODE_SENDING_FAILED("verification_code_sending_failed"),

	/** Something that the login depends on is down. */
	TEMPORARILY_UNAVAILABLE("temporarily_unavailable");

	private final String code;

	TwoFactorError(String code) {
		this.code = code;
	}

	/**
	 * The code as clients see it.
	 * @return the stable code
	 */
	public String code() {
		return this.code;
	}

}
