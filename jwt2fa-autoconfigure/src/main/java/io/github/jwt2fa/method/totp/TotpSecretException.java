package io.github.jwt2fa.method.totp;

/**
 * A user has a TOTP secret, but it can't be read. Such a user is not logged in, and is
 * not treated as one without a secret either: that would open the door to whoever sets up
 * a new one.
 */
public class TotpSecretException extends RuntimeException {

	/**
	 * A secret that can't be read.
	 * @param message whose secret, and what to mend; never the secret
	 */
	public TotpSecretException(String message) {
		super(message);
	}

}
