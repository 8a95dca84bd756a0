package io.github.jwt2fa.method.totp;

/**
 * A user has a TOTP secret, but it can't be read. Such a user is not logged in, and is
 * not treated as one without a secret either: that would let in whoever sets up a new
 * one.
 *
 * @since 0.1.0
 */
public class TotpSecretException extends RuntimeException {

	/**
	 * A secret that can't be read.
	 * @param message whose secret, and how to repair it; never the secret
	 */
	public TotpSecretException(String message) {
		super(message);
	}

}
