package io.github.jwt2fa;

import org.springframework.util.Assert;

/**
 * A way to prove a second factor, named by its stable text. An open value: a stored text
 * that no version of this library knows is a method too, one that nobody can log in with.
 *
 * @param value the text that is stored, sent and configured, such as {@code code-sender}
 * @since 0.1.0
 */
public record TwoFactorMethod(String value) {

	/**
	 * The password alone.
	 */
	public static final TwoFactorMethod NO_2FA = new TwoFactorMethod("no-2fa");

	/**
	 * A code that the application sends, by e-mail unless it says otherwise.
	 */
	public static final TwoFactorMethod CODE_SENDER = new TwoFactorMethod("code-sender");

	/**
	 * A code read off an authenticator app
	 * (<a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>).
	 */
	public static final TwoFactorMethod TOTP = new TwoFactorMethod("totp");

	/**
	 * The signature of a passkey
	 * (<a href="https://www.w3.org/TR/webauthn-3/">WebAuthn</a>).
	 */
	public static final TwoFactorMethod PASSKEY = new TwoFactorMethod("passkey");

	/**
	 * One of the codes that the user keeps in a drawer, in place of a factor that is
	 * lost.
	 */
	public static final TwoFactorMethod RECOVERY_CODE = new TwoFactorMethod("recovery-code");

	/**
	 * A device on which another method was shown a while ago: what a login tells that
	 * took the password alone for that reason. None that a user could choose.
	 */
	public static final TwoFactorMethod TRUSTED_DEVICE = new TwoFactorMethod("trusted-device");

	public TwoFactorMethod {
		Assert.hasText(value, "A two-factor method needs a name");
	}

	/**
	 * The method of this name.
	 * @param value the stable text
	 * @return the method
	 */
	public static TwoFactorMethod of(String value) {
		return new TwoFactorMethod(value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
