package io.github.jwt2fa.wiring;

/**
 * The application can't start as it is configured.
 */
public final class Jwt2faConfigurationException extends RuntimeException {

	private final String action;

	/**
	 * A fault of the configuration.
	 * @param description what is wrong; never the text of a secret
	 * @param action what to type
	 */
	public Jwt2faConfigurationException(String description, String action) {
		super(description);
		this.action = action;
	}

	/**
	 * What mends it.
	 * @return what to type
	 */
	public String action() {
		return this.action;
	}

}
