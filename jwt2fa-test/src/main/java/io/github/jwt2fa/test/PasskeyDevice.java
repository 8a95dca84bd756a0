package io.github.jwt2fa.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A device that holds passkeys, in the hand of its user, and the page that asks it: takes
 * the options of an answer and makes what
 * <a href="https://www.w3.org/TR/webauthn-3/#dom-publickeycredential-tojson">toJSON()</a>
 * of the credential is. Its keys are ES256. It shares no code with what checks them. Not
 * safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class PasskeyDevice {

	private final List<PasskeyKey> keys;

	private final Condition condition;

	private PasskeyDevice(List<PasskeyKey> keys, Condition condition) {
		this.keys = keys;
		this.condition = condition;
	}

	/**
	 * A phone whose passkeys are on other devices of its user too, at a page. It verifies
	 * its user and counts nothing.
	 * @param origin the page, such as {@code https://shop.example}
	 * @return the device, without a passkey
	 */
	public static PasskeyDevice at(String origin) {
		return new PasskeyDevice(new ArrayList<>(), new Condition(origin, true, true, false, false));
	}

	/**
	 * The same device at another page.
	 * @param otherOrigin the page
	 * @return the device, with the same passkeys
	 */
	public PasskeyDevice movedTo(String otherOrigin) {
		Condition now = this.condition;
		return with(new Condition(otherOrigin, now.present(), now.verified(), now.counts(), now.framed()));
	}

	/**
	 * The same device, at a page that is in a frame of another.
	 * @return the device, with the same passkeys
	 */
	public PasskeyDevice inFrame() {
		Condition now = this.condition;
		return with(new Condition(now.origin(), now.present(), now.verified(), now.counts(), true));
	}

	/**
	 * The same device, which does not ask for a finger or a PIN any more.
	 * @return the device, with the same passkeys
	 */
	public PasskeyDevice unverified() {
		Condition now = this.condition;
		return with(new Condition(now.origin(), now.present(), false, now.counts(), now.framed()));
	}

	/**
	 * The same device, for which nobody has to be there.
	 * @return the device, with the same passkeys
	 */
	public PasskeyDevice unattended() {
		Condition now = this.condition;
		return with(new Condition(now.origin(), false, now.verified(), now.counts(), now.framed()));
	}

	/**
	 * The same as a key of the kind that is on one device alone, and counts its
	 * signatures.
	 * @return the device, with the same passkeys
	 */
	public PasskeyDevice counting() {
		Condition now = this.condition;
		return with(new Condition(now.origin(), now.present(), now.verified(), true, now.framed()));
	}

	private PasskeyDevice with(Condition changed) {
		return new PasskeyDevice(this.keys, changed);
	}

	/**
	 * Another device with the same keys, each of which goes on from here by itself.
	 * @return the copy
	 */
	public PasskeyDevice copied() {
		return new PasskeyDevice(new ArrayList<>(this.keys.stream().map(PasskeyKey::copied).toList()), this.condition);
	}

	/**
	 * Makes a passkey.
	 * @param publicKey the options, {@code PublicKeyCredentialCreationOptionsJSON}
	 * @return the credential as JSON
	 * @throws IllegalStateException if the device has one of the user already
	 */
	public Map<String, Object> create(Map<String, ?> publicKey) {
		List<String> excluded = idsIn(publicKey, "excludeCredentials");
		if (this.keys.stream().anyMatch((key) -> excluded.contains(key.id()))) {
			throw new IllegalStateException("InvalidStateError: the device has a passkey of this user already");
		}
		PasskeyKey key = PasskeyKey.madeFor(publicKey);
		this.keys.add(key);
		return key.created(publicKey, this.condition);
	}

	/**
	 * Shows a passkey.
	 * @param publicKey the options, {@code PublicKeyCredentialRequestOptionsJSON}
	 * @return the credential as JSON
	 * @throws IllegalStateException if the device has none that is asked for
	 */
	public Map<String, Object> get(Map<String, ?> publicKey) {
		List<String> allowed = idsIn(publicKey, "allowCredentials");
		PasskeyKey key = this.keys.stream()
			.filter((each) -> allowed.isEmpty() ? each.domain().equals(publicKey.get("rpId"))
					: allowed.contains(each.id()))
			.reduce((first, last) -> last)
			.orElseThrow(() -> new IllegalStateException("NotAllowedError: the device has no such passkey"));
		return key.shown(publicKey, this.condition);
	}

	private static List<String> idsIn(Map<String, ?> publicKey, String member) {
		return (publicKey.get(member) instanceof List<?> list)
				? list.stream().map((each) -> String.valueOf(((Map<?, ?>) each).get("id"))).toList() : List.of();
	}

	/**
	 * What a device and its page do with each key.
	 */
	record Condition(String origin, boolean present, boolean verified, boolean counts, boolean framed) {
	}

}
