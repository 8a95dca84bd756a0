package io.github.jwt2fa.login;

import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.device.GrantedTrust;
import io.github.jwt2fa.device.TrustedDevice;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * After which logins a device is trusted, and what is asked for where it is. A device
 * stands in for the factor that was shown on it, never for more.
 */
final class DeviceTrust {

	private final TrustedDevices devices;

	private final TwoFactorMethods methods;

	private final PasswordFingerprint passwords;

	/**
	 * A rule.
	 * @param devices the devices
	 * @param methods what users may log in by
	 * @param passwords ties devices to the passwords whose hashes are known
	 */
	DeviceTrust(TrustedDevices devices, TwoFactorMethods methods, PasswordFingerprint passwords) {
		this.devices = devices;
		this.methods = methods;
		this.passwords = passwords;
	}

	/**
	 * Whether devices are trusted at all.
	 */
	boolean isOn() {
		return this.devices.isOn();
	}

	/**
	 * Whether a user's device may be trusted, be it from now on or since a while.
	 */
	private boolean mayTrust(TwoFactorUser user) {
		return isOn() && this.methods.trustsDevices(user);
	}

	/**
	 * Trusts the device of a login that is complete, if the client asks for that: after a
	 * password and a factor of the user's own, or what was sent to the user. Not after a
	 * factor that stands in for a lost one.
	 * @return what the client gets, or {@code null} if the device is not trusted; whether
	 * it was so before does not count
	 */
	@Nullable GrantedTrust grant(TwoFactorUser user, FirstFactor first, TwoFactorMethod method, LoginDevice device) {
		if (!device.wantsTrust() || !first.equals(FirstFactor.PASSWORD) || method.equals(TwoFactorMethod.NO_2FA)) {
			return null;
		}
		TwoFactorMethodHandler handler = this.methods.handler(method);
		return ((handler.isOwn() || handler.isSent()) && mayTrust(user))
				? this.devices.trust(user.id(), method, device.name(), this.passwords.fingerprintIfKnown(user)) : null;
	}

	/**
	 * What was shown on a device where the password is enough now.
	 * @param user the user, whose password was right
	 * @param offered the methods that the user may log in by, without such as stand in
	 * for others
	 * @param token what the client shows
	 * @return the method, or {@code null} if the token does not stand for one that is
	 * offered and enough
	 */
	@Nullable TwoFactorMethod accept(TwoFactorUser user, List<TwoFactorMethod> offered, String token) {
		if (offered.isEmpty() || offered.get(0).equals(TwoFactorMethod.NO_2FA) || !mayTrust(user)) {
			return null;
		}
		TrustedDevice device = this.devices.find(user.id(), token);
		return (device != null && offered.contains(device.method()) && standsFor(user, device.method())
				&& hasSamePassword(user, device) && this.devices.use(device)) ? device.method() : null;
	}

	/**
	 * Who has lost a factor is asked for it all the same, and so must be on a device.
	 */
	private boolean standsFor(TwoFactorUser user, TwoFactorMethod method) {
		return this.methods.isEnough(user, method, null) && this.methods.isUsable(user, method);
	}

	private boolean hasSamePassword(TwoFactorUser user, TrustedDevice device) {
		return device.passwordFingerprint() == null
				|| this.passwords.matchesIfKnown(device.passwordFingerprint(), user);
	}

	/**
	 * Ends the trust in all devices of a user.
	 */
	void endAll(TwoFactorUser user) {
		this.devices.endAll(user.id());
	}

}
