package io.github.jwt2fa.web.endpoint;

import java.util.List;
import java.util.Locale;

/**
 * What the library answers at.
 */
public enum Endpoint {

	/** Name and password for a code token. */
	GET_CODE("/get-code", "POST"),

	/** Code token and code for tokens. */
	AUTH("/auth", "POST"),

	/** A refresh token for an access token. */
	REFRESH("/refresh", "POST"),

	/** Whether a token is valid. */
	VERIFY("/verify", "POST"),

	/** A new TOTP secret. */
	TOTP_SETUP("/totp/setup", "POST"),

	/** The first code of a new TOTP secret. */
	TOTP_CONFIRM("/totp/confirm", "POST"),

	/** The user's choice of a method. */
	TWO_FACTOR_METHOD("/2fa-method", "GET, POST"),

	/** New recovery codes. */
	RECOVERY_CODES("/recovery-codes", "POST"),

	/** What is needed to set up a passkey. */
	PASSKEY_SETUP("/passkey/setup", "POST"),

	/** The credential of a new passkey. */
	PASSKEY_CONFIRM("/passkey/confirm", "POST"),

	/** What is needed to log in by a passkey alone. */
	PASSKEY_OPTIONS("/passkey/options", "POST"),

	/** What the user has set up. */
	FACTORS("/factors", "GET"),

	/** The end of something that the user has set up. */
	FACTORS_REMOVE("/factors/remove", "POST"),

	/** A factor once more, within a session. */
	STEP_UP("/step-up", "POST"),

	/** Where the user is logged in. */
	SESSIONS("/sessions", "GET"),

	/** The end of one of these. */
	SESSIONS_END("/sessions/end", "POST"),

	/** A refresh token for the end of its session. */
	LOGOUT("/logout", "POST"),

	/** An access token for the end of all of the user's sessions. */
	LOGOUT_ALL("/logout-all", "POST"),

	/** The public keys of the tokens. */
	JWKS("/.well-known/jwks.json", "GET");

	private final String path;

	private final String methods;

	Endpoint(String path, String methods) {
		this.path = path;
		this.methods = methods;
	}

	/**
	 * The path unless another is set.
	 * @return the path, below the base path unless it is one that everybody knows
	 */
	public String path() {
		return this.path;
	}

	/**
	 * The property that sets another path.
	 * @return its name without {@code jwt2fa.}
	 */
	public String property() {
		return (this == JWKS) ? "token.jwks-path" : "paths." + name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * The HTTP methods that it answers, beside {@code OPTIONS}, and {@code HEAD} where
	 * {@code GET} is.
	 * @return their names
	 */
	public List<String> methods() {
		return List.of(this.methods.split(", "));
	}

}
