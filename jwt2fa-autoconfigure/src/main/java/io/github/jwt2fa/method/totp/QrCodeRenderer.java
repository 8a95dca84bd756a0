package io.github.jwt2fa.method.totp;

import org.jspecify.annotations.Nullable;

/**
 * Draws the QR code that an authenticator app reads a new secret off. Safe for use by
 * several threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface QrCodeRenderer {

	/**
	 * Draws a provisioning URI. It holds the secret: nothing is asked of another server,
	 * and nothing is logged.
	 * @param uri the URI, in the
	 * <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">key
	 * URI format</a>
	 * @return the picture as a data URI
	 * (<a href="https://www.rfc-editor.org/rfc/rfc2397">RFC 2397</a>), or {@code null} if
	 * the text does not fit into a QR code
	 */
	@Nullable String render(String uri);

}
