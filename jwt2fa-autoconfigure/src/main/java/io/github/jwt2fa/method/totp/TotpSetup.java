package io.github.jwt2fa.method.totp;

/**
 * What an authenticator app needs.
 *
 * @param secret the secret in base32
 * @param provisioningUri the same as a URI, for a QR code
 * @since 0.1.0
 */
public record TotpSetup(String secret, String provisioningUri) {

	@Override
	public String toString() {
		return "TotpSetup[***]";
	}

}
