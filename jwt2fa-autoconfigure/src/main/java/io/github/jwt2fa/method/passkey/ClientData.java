package io.github.jwt2fa.method.passkey;

import org.jspecify.annotations.Nullable;

/**
 * What the browser says about a ceremony
 * (<a href="https://www.w3.org/TR/webauthn-3/#dictdef-collectedclientdata">WebAuthn Level
 * 3, section 5.8.1</a>).
 *
 * @param type {@code webauthn.create} or {@code webauthn.get}
 * @param challenge the challenge in base64url
 * @param origin the page or app
 * @param crossOrigin whether the page is framed by one of another origin
 * @param topOrigin the origin of that page, or {@code null} if it is not told
 */
record ClientData(String type, String challenge, String origin, boolean crossOrigin, @Nullable String topOrigin) {
}
