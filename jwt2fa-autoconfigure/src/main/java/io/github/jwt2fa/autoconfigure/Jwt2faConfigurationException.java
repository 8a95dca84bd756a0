package io.github.jwt2fa.autoconfigure;

/**
 * The application can't start as it is configured.
 */
final class Jwt2faConfigurationException extends RuntimeException {

	private final String action;

	/**
	 * A fault of the configuration.
	 * @param description what is wrong; never the text of a secret
	 * @param action what to type
	 */
	Jwt2faConfigurationException(String description, String action) {
		super(description);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
