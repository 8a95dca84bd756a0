package io.github.jwt2fa.login;

import io.github.jwt2fa.LogText;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What a client says of the device that it runs on. The name is the client's word: nobody
 * checks it, and nothing is decided by it.
 *
 * @param name what the user may call it by, a line of up to {@value #MAX_LENGTH}
 * characters, or {@code null} if the client told none
 * @param token what the client got when the device was trusted, whatever that is, or
 * {@code null} if it showed none
 * @param wantsTrust whether the device is to be trusted from now on
 * @since 0.1.0
 */
public record LoginDevice(@Nullable String name, @Nullable String token, boolean wantsTrust) {

	/** How many characters a name has at most. */
	public static final int MAX_LENGTH = 64;

	/** A device of which nothing is told. */
	public static final LoginDevice UNKNOWN = new LoginDevice(null, null, false);

	public LoginDevice {
		Assert.isTrue(name == null || (name.length() <= MAX_LENGTH && name.chars().noneMatch(Character::isISOControl)),
				"The name of a device is a line of up to 64 characters");
	}

	/**
	 * A device of a name.
	 * @param name the name, or {@code null} if the client told none
	 * @return the device
	 */
	public static LoginDevice named(@Nullable String name) {
		return (name != null) ? new LoginDevice(name, null, false) : UNKNOWN;
	}

	/**
	 * This device with the token that it got when it was trusted.
	 * @param shown the token, or {@code null} if the client showed none
	 * @return the device
	 */
	public LoginDevice withToken(@Nullable String shown) {
		return new LoginDevice(this.name, shown, this.wantsTrust);
	}

	/**
	 * This device with the wish to be trusted from now on.
	 * @param wanted whether the client asks for that
	 * @return the device
	 */
	public LoginDevice wantingTrust(boolean wanted) {
		return new LoginDevice(this.name, this.token, wanted);
	}

	/**
	 * Without the token.
	 */
	@Override
	public String toString() {
		return "LoginDevice[name=" + LogText.of(this.name) + ", wantsTrust=" + this.wantsTrust + "]";
	}

}
