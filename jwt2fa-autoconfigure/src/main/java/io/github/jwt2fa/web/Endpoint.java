package io.github.jwt2fa.web;

/**
 * What the library answers at.
 */
public enum Endpoint {

	/** Name and password for a code token. */
	GET_CODE("get-code"),

	/** Code token and code for tokens. */
	AUTH("auth"),

	/** A refresh token for an access token. */
	REFRESH("refresh"),

	/** Whether a token is valid. */
	VERIFY("verify");

	private final String name;

	Endpoint(String name) {
		this.name = name;
	}

	/**
	 * The last part of the default path, and of the property that sets another.
	 * @return the name
	 */
	public String pathName() {
		return this.name;
	}

}
