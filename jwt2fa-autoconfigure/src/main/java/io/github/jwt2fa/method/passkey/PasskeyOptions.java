package io.github.jwt2fa.method.passkey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.user.TwoFactorUser;

/**
 * What clients are asked for, in the JSON of
 * <a href="https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON">WebAuthn
 * Level 3, sections 5.1.8</a> and 5.1.9. Immutable.
 */
final class PasskeyOptions {

	/** EdDSA, ES256 and RS256: the first that a device can do is taken. */
	static final List<Integer> ALGORITHMS = List.of(-8, -7, -257);

	private static final String REQUIRED = "required";

	private static final String PREFERRED = "preferred";

	private static final String TYPE = "type";

	private static final String PUBLIC_KEY = "public-key";

	private final PasskeySettings settings;

	PasskeyOptions(PasskeySettings settings) {
		this.settings = settings;
	}

	/**
	 * To make a passkey.
	 * @param user whose it will be
	 * @param userHandle what the device will know the user by
	 * @param challenge the challenge
	 * @param known the passkeys that the user has: no device gets a second one
	 */
	Map<String, Object> toCreate(TwoFactorUser user, String userHandle, String challenge, List<Passkey> known) {
		Map<String, Object> options = new LinkedHashMap<>();
		options.put("rp", Map.of("id", this.settings.rpId(), "name", this.settings.rpName()));
		options.put("user", Map.of("id", userHandle, "name", user.username(), "displayName", user.username()));
		options.put("challenge", challenge);
		options.put("pubKeyCredParams",
				ALGORITHMS.stream().map((algorithm) -> Map.of(TYPE, PUBLIC_KEY, "alg", algorithm)).toList());
		options.put("timeout", this.settings.lifetime().toMillis());
		options.put("excludeCredentials", descriptors(known));
		// what can't be found without a name, or verifies nobody, is no whole login
		String needed = this.settings.login() ? REQUIRED : PREFERRED;
		options.put("authenticatorSelection",
				Map.of("residentKey", needed, "requireResidentKey", this.settings.login(), "userVerification", needed));
		options.put("attestation", "none");
		return options;
	}

	/**
	 * To show a passkey as second factor.
	 * @param challenge the challenge
	 * @param known the passkeys that the user has
	 */
	Map<String, Object> toShow(String challenge, List<Passkey> known) {
		Map<String, Object> options = toShow(challenge, PREFERRED);
		options.put("allowCredentials", descriptors(known));
		return options;
	}

	/**
	 * To show a passkey, whoever's it is.
	 * @param challenge the challenge
	 */
	Map<String, Object> toLogin(String challenge) {
		return toShow(challenge, REQUIRED);
	}

	private Map<String, Object> toShow(String challenge, String userVerification) {
		Map<String, Object> options = new LinkedHashMap<>();
		options.put("challenge", challenge);
		options.put("timeout", this.settings.lifetime().toMillis());
		options.put("rpId", this.settings.rpId());
		options.put("userVerification", userVerification);
		return options;
	}

	private static List<Map<String, Object>> descriptors(List<Passkey> passkeys) {
		return passkeys.stream().map(PasskeyOptions::descriptor).toList();
	}

	private static Map<String, Object> descriptor(Passkey passkey) {
		Map<String, Object> descriptor = new LinkedHashMap<>();
		descriptor.put(TYPE, PUBLIC_KEY);
		descriptor.put("id", passkey.id());
		if (!passkey.transports().isEmpty()) {
			descriptor.put("transports", passkey.transports());
		}
		return descriptor;
	}

}
