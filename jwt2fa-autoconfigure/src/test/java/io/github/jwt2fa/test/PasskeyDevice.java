package io.github.jwt2fa.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A device that holds passkeys, in the hand of its user, and the page that asks it: takes
 * the options of an answer and makes what
 * <a href="https://www.w3.org/TR/webauthn-3/#dom-publickeycredential-tojson">toJSON()</a>
 * of the credential is. Its keys are ES256. Not safe for use by several threads.
 */
public final class PasskeyDevice {

	private final List<TestAuthenticator> keys;

	private final Condition condition;

	private PasskeyDevice(List<TestAuthenticator> keys, Condition condition) {
		this.keys = keys;
		this.condition = condition;
	}

	/**
	 * A phone whose passkeys are on other devices of its user too, at a page. It verifies
	 * its user and counts nothing.
	 */
	public static PasskeyDevice at(String origin) {
		return new PasskeyDevice(new ArrayList<>(), new Condition(origin, true, true, false, false));
	}

	/**
	 * The same device at another page.
	 */
	public PasskeyDevice movedTo(String otherOrigin) {
		Condition now = this.condition;
		return with(new Condition(otherOrigin, now.present(), now.verified(), now.counts(), now.framed()));
	}

	/**
	 * The same device, at a page that is in a frame of another.
	 */
	public PasskeyDevice inFrame() {
		Condition now = this.condition;
		return with(new Condition(now.origin(), now.present(), now.verified(), now.counts(), true));
	}

	/**
	 * The same device, which does not ask for a finger or a PIN any more.
	 */
	public PasskeyDevice unverified() {
		Condition now = this.condition;
		return with(new Condition(now.origin(), now.present(), false, now.counts(), now.framed()));
	}

	/**
	 * The same device, for which nobody has to be there.
	 */
	public PasskeyDevice unattended() {
		Condition now = this.condition;
		return with(new Condition(now.origin(), false, now.verified(), now.counts(), now.framed()));
	}

	/**
	 * A key of the kind that is on one device alone, and counts its signatures.
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
	 */
	public PasskeyDevice copied() {
		return new PasskeyDevice(new ArrayList<>(this.keys.stream().map(TestAuthenticator::copied).toList()),
				this.condition);
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
		TestAuthenticator key = new TestAuthenticator(this.condition.origin());
		this.keys.add(key);
		return this.condition.appliedTo(key).created(publicKey);
	}

	/**
	 * Shows a passkey.
	 * @param publicKey the options, {@code PublicKeyCredentialRequestOptionsJSON}
	 * @return the credential as JSON
	 * @throws IllegalStateException if the device has none that is asked for
	 */
	public Map<String, Object> get(Map<String, ?> publicKey) {
		List<String> allowed = idsIn(publicKey, "allowCredentials");
		TestAuthenticator key = this.keys.stream()
			.filter((each) -> allowed.isEmpty() ? each.domain().equals(publicKey.get("rpId"))
					: allowed.contains(each.id()))
			.reduce((first, last) -> last)
			.orElseThrow(() -> new IllegalStateException("NotAllowedError: the device has no such passkey"));
		return this.condition.appliedTo(key).shown(publicKey);
	}

	private static List<String> idsIn(Map<String, ?> publicKey, String member) {
		return (publicKey.get(member) instanceof List<?> list)
				? list.stream().map((each) -> (String) ((Map<?, ?>) each).get("id")).toList() : List.of();
	}

	/**
	 * What a device and its page do with each key.
	 */
	private record Condition(String origin, boolean present, boolean verified, boolean counts, boolean framed) {

		TestAuthenticator appliedTo(TestAuthenticator key) {
			return key.origin(this.origin)
				.userPresent(this.present)
				.userVerified(this.verified)
				.backupEligible(!this.counts)
				.backedUp(!this.counts)
				.counting(this.counts)
				.clientData("crossOrigin", this.framed);
		}

	}

}
