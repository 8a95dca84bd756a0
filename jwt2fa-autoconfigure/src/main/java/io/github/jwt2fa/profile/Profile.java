package io.github.jwt2fa.profile;

import java.util.Locale;

/**
 * A standard that the settings are held against.
 */
public enum Profile {

	/**
	 * <a href="https://github.com/OWASP/ASVS/tree/v5.0.0_release/5.0/en">OWASP ASVS 5.0,
	 * level 2</a>.
	 */
	ASVS_L2("ASVS 5.0 L2"),

	/**
	 * <a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP 800-63B-4,
	 * authentication assurance level 2</a>.
	 */
	NIST_AAL2("NIST SP 800-63B-4 AAL2");

	private final String title;

	Profile(String title) {
		this.title = title;
	}

	/**
	 * The name of the standard and its level.
	 */
	String title() {
		return this.title;
	}

	/**
	 * As the property has it.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
