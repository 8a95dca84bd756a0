package io.github.jwt2fa;

import java.util.List;

/**
 * A session shows no factor of those that the policy requires of its user by now
 * (<a href="https://www.rfc-editor.org/rfc/rfc9470.html">RFC 9470</a>). A new login
 * answers it.
 *
 * @since 0.1.0
 */
public final class FactorRequiredException extends TwoFactorException {

	private final List<String> acrValues;

	/**
	 * A refusal.
	 * @param acrValues the factors of which a login has to show one, as rules know them
	 */
	public FactorRequiredException(List<String> acrValues) {
		super(TwoFactorError.INSUFFICIENT_USER_AUTHENTICATION);
		this.acrValues = List.copyOf(acrValues);
	}

	/**
	 * The factors of which a login has to show one.
	 * @return their authorities, such as {@code FACTOR_TOTP}, in the order of preference
	 */
	public List<String> acrValues() {
		return this.acrValues;
	}

}
