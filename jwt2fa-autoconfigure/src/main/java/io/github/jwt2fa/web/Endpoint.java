package io.github.jwt2fa.web;

import java.util.List;

/**
 * What the library answers at.
 */
public enum Endpoint {

	/** Name and password for a code token. */
	GET_CODE("paths.get-code", "/get-code", "POST"),

	/** Code token and code for tokens. */
	AUTH("paths.auth", "/auth", "POST"),

	/** A refresh token for an access token. */
	REFRESH("paths.refresh", "/refresh", "POST"),

	/** Whether a token is valid. */
	VERIFY("paths.verify", "/verify", "POST"),

	/** A new TOTP secret. */
	TOTP_SETUP("paths.totp-setup", "/totp/setup", "POST"),

	/** The first code of a new TOTP secret. */
	TOTP_CONFIRM("paths.totp-confirm", "/totp/confirm", "POST"),

	/** The user's choice of a method. */
	TWO_FACTOR_METHOD("paths.two-factor-method", "/2fa-method", "GET, POST"),

	/** A refresh token for the end of its session. */
	LOGOUT("paths.logout", "/logout", "POST"),

	/** An access token for the end of all of the user's sessions. */
	LOGOUT_ALL("paths.logout-all", "/logout-all", "POST"),

	/** The public keys of the tokens. */
	JWKS("token.jwks-path", "/.well-known/jwks.json", "GET");

	private final String property;

	private final String path;

	private final String methods;

	Endpoint(String property, String path, String methods) {
		this.property = property;
		this.path = path;
		this.methods = methods;
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

	/**
	 * The HTTP methods that it answers, beside {@code OPTIONS}, and {@code HEAD} where
	 * {@code GET} is.
	 * @return their names
	 */
	public List<String> methods() {
		return List.of(this.methods.split(", "));
	}

}
