package io.github.jwt2fa.response;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a request lacks, as the header {@code WWW-Authenticate} says it
 * (<a href="https://www.rfc-editor.org/rfc/rfc6750.html#section-3">RFC 6750, section
 * 3</a>).
 *
 * @param value the value of the header
 */
public record BearerChallenge(String value) {

	private static final String REALM = "realm=\"api\"";

	/**
	 * A token is missing, or is not valid.
	 */
	static final BearerChallenge TOKEN = new BearerChallenge("Bearer " + REALM);

	/**
	 * The login is not enough
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9470.html#section-3">RFC 9470, section
	 * 3</a>).
	 * @param acrValues the factors that are missing or too old; empty for the login as a
	 * whole
	 * @param maxAge how old these may be, or the login, or {@code null} if its age is not
	 * the fault
	 * @return the challenge
	 */
	public static BearerChallenge insufficientAuthentication(List<String> acrValues, @Nullable Duration maxAge) {
		StringBuilder value = new StringBuilder("Bearer error=\"insufficient_user_authentication\", ");
		if (!acrValues.isEmpty()) {
			value.append("acr_values=\"").append(String.join(" ", acrValues)).append("\", ");
		}
		if (maxAge != null) {
			value.append("max_age=").append(maxAge.toSeconds()).append(", ");
		}
		return new BearerChallenge(value.append(REALM).toString());
	}

}
