package io.github.jwt2fa.web;

/**
 * What the library answers at.
 */
public enum Endpoint {

	/** Name and password for a code token. */
	GET_CODE("get-code", "/get-code"),

	/** Code token and code for tokens. */
	AUTH("auth", "/auth"),

	/** A refresh token for an access token. */
	REFRESH("refresh", "/refresh"),

	/** Whether a token is valid. */
	VERIFY("verify", "/verify"),

	/** A new TOTP secret. */
	TOTP_SETUP("totp-setup", "/totp/setup"),

	/** The first code of a new TOTP secret. */
	TOTP_CONFIRM("totp-confirm", "/totp/confirm"),

	/** The user's choice of a method. */
	TWO_FACTOR_METHOD("two-factor-method", "/2fa-method");

	private final String property;

	private final String path;

	Endpoint(String property, String path) {
		this.property = property;
		this.path = path;
	}

	/**
	 * The property below {@code jwt2fa.paths} that sets another path.
	 * @return the last part of its name
	 */
	public String property() {
		return this.property;
	}

	/**
	 * The path below the base path.
	 * @return the path
	 */
	public String path() {
		return this.path;
	}

}
