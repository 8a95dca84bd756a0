package io.github.jwt2fa.method.passkey;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client needs to make a passkey.
 *
 * @param token what has to come back with the credential
 * @param publicKey the options for {@code navigator.credentials.create}, as
 * {@code parseCreationOptionsFromJSON} reads them (<a href=
 * "https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialcreationoptionsjson">WebAuthn
 * Level 3, section 5.1.9</a>)
 * @since 0.1.0
 */
public record PasskeySetup(String token, Map<String, Object> publicKey) {

	public PasskeySetup {
		publicKey = Collections.unmodifiableMap(new LinkedHashMap<>(publicKey));
	}

	/**
	 * Nothing of it.
	 */
	@Override
	public String toString() {
		return "PasskeySetup[***]";
	}

}
