package io.github.jwt2fa.web;

/**
 * What the library answers at.
 */
public enum Endpoint {

	/** Name and password for a code token. */
	GET_CODE("paths.get-code", "/get-code"),

	/** Code token and code for tokens. */
	AUTH("paths.auth", "/auth"),

	/** A refresh token for an access token. */
	REFRESH("paths.refresh", "/refresh"),

	/** Whether a token is valid. */
	VERIFY("paths.verify", "/verify"),

	/** A new TOTP secret. */
	TOTP_SETUP("paths.totp-setup", "/totp/setup"),

	/** The first code of a new TOTP secret. */
	TOTP_CONFIRM("paths.totp-confirm", "/totp/confirm"),

	/** The user's choice of a method. */
	TWO_FACTOR_METHOD("paths.two-factor-method", "/2fa-method"),

	/** A refresh token for the end of its session. */
	LOGOUT("paths.logout", "/logout"),

	/** An access token for the end of all of the user's sessions. */
	LOGOUT_ALL("paths.logout-all", "/logout-all"),

	/** The public keys of the tokens. */
	JWKS("token.jwks-path", "/.well-known/jwks.json");

	private final String property;

	private final String path;

	Endpoint(String property, String path) {
		this.property = property;
		this.path = path;
	}

	/**
	 * The property that sets another path.
	 * @return its name without {@code jwt2fa.}
	 */
	public String property() {
		return this.property;
	}

	/**
	 * The path unless another is set.
	 * @return the path, below the base path unless it is one that everybody knows
	 */
	public String path() {
		return this.path;
	}

}
