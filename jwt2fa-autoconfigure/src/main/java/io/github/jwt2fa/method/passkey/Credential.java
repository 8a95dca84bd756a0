package io.github.jwt2fa.method.passkey;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a client sends of a passkey: the members of {@code PublicKeyCredential.toJSON()}
 * (<a href="https://www.w3.org/TR/webauthn-3/#dom-publickeycredential-tojson">WebAuthn
 * Level 3, section 5.1</a>) that are looked at. Nothing of it is verified.
 *
 * @param id the id of the credential, in canonical base64url
 * @param clientData what the browser says about the ceremony
 * @param clientDataJson the same as it was signed
 * @param authenticatorData what the device says, or {@code null} of a new passkey
 * @param signature its signature, or {@code null} of a new passkey
 * @param userHandle whom the device takes for its user, in base64url, or {@code null} if
 * it does not tell
 * @param attestationObject what the device says of a new passkey, or {@code null} of any
 * other
 * @param transports how the device can be reached; what is no name is left out
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Credential(String id, ClientData clientData, byte[] clientDataJson, byte @Nullable [] authenticatorData,
		byte @Nullable [] signature, @Nullable String userHandle, byte @Nullable [] attestationObject,
		List<String> transports) {

	/**
	 * Nothing of it.
	 */
	@Override
	public String toString() {
		return "Credential[***]";
	}

}
