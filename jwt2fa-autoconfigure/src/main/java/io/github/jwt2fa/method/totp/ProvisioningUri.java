package io.github.jwt2fa.method.totp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What an authenticator app reads off a QR code: the
 * <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">key URI
 * format</a> of Google Authenticator, which all of them understand.
 */
final class ProvisioningUri {

	private ProvisioningUri() {
	}

	/**
	 * The URI of a secret.
	 * @param issuer the name that the app shows
	 */
	static String of(String issuer, String username, TotpSecret secret) {
		String encodedIssuer = encode(issuer);
		return "otpauth://totp/" + encodedIssuer + ":" + encode(username) + "?secret=" + secret.text() + "&issuer="
				+ encodedIssuer;
	}

	/**
	 * Percent-encoding (<a href="https://www.rfc-editor.org/rfc/rfc3986">RFC 3986</a>):
	 * apps show the plus of a form as a plus.
	 */
	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8)
			.replace("+", "%20")
			.replace("*", "%2A")
			.replace("%7E", "~");
	}

}
