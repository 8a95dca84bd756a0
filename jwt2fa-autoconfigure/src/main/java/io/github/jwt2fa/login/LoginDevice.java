package io.github.jwt2fa.login;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What a client says of the device that it runs on. It is the client's word: nobody
 * checks it, and nothing is decided by it.
 *
 * @param name what the user may call it by, a line of up to {@value #MAX_LENGTH}
 * characters, or {@code null} if the client told none
 * @since 0.1.0
 */
public record LoginDevice(@Nullable String name) {

	/** How many characters a name has at most. */
	public static final int MAX_LENGTH = 64;

	/** A device of which nothing is told. */
	public static final LoginDevice UNKNOWN = new LoginDevice(null);

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
		return (name != null) ? new LoginDevice(name) : UNKNOWN;
	}

}
