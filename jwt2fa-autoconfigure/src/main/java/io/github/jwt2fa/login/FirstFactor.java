package io.github.jwt2fa.login;

import org.springframework.util.Assert;

/**
 * The first step of a login that an application checked by itself: a password unless it
 * says otherwise.
 *
 * @param amr what stands in the claim {@code amr} of tokens
 * (<a href="https://www.rfc-editor.org/rfc/rfc8176.html#section-2">RFC 8176</a>)
 * @param sent whether it proved that the user reads what is sent, such as a link in an
 * e-mail: a code that is sent is no second factor after that
 * @since 0.1.0
 */
public record FirstFactor(String amr, boolean sent) {

	/** A password. */
	public static final FirstFactor PASSWORD = new FirstFactor("pwd", false);

	public FirstFactor {
		Assert.isTrue(amr.matches("[!-~]{1,64}") && !amr.equals("mfa"),
				"A first factor has an amr of up to 64 visible characters, which is not mfa");
	}

	/**
	 * A first step that is not sent to the user, such as a client certificate.
	 * @param amr what stands in tokens
	 * @return the first step
	 */
	public static FirstFactor of(String amr) {
		return new FirstFactor(amr, false);
	}

	/**
	 * A first step that was sent to the user, such as a link in an e-mail.
	 * @param amr what stands in tokens
	 * @return the first step
	 */
	public static FirstFactor sent(String amr) {
		return new FirstFactor(amr, true);
	}

}
