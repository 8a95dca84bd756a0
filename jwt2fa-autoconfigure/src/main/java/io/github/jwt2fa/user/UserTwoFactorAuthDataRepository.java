package io.github.jwt2fa.user;

import java.util.Objects;

import io.github.jwt2fa.TwoFactorMethod;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the second-factor data of the users. The default is a table of the application's
 * database; an application without a {@code DataSource} defines a bean of its own. Ids
 * are compared byte by byte. Safe for use by several threads: requests come at once.
 *
 * @since 0.1.0
 */
public interface UserTwoFactorAuthDataRepository {

	/**
	 * The data of a user.
	 * @param userId the user's id
	 * @return the data, or {@code null} if there is none
	 */
	@Nullable UserTwoFactorAuthData findByUserId(String userId);

	/**
	 * Keeps the data of a user, in place of what there was. Of several at once the last
	 * one wins.
	 * @param data the data
	 */
	void save(UserTwoFactorAuthData data);

	/**
	 * Keeps the data of a user if the TOTP secret there is still the expected one: of
	 * several that expect the same at once, one wins. A store that can do so in one step
	 * does, so that this holds over several instances.
	 * @param expectedSecret the encrypted secret that was found before, or {@code null}
	 * for none
	 * @param data the data
	 * @return {@code false} if another secret is there by now, or none any more; nothing
	 * was written
	 */
	default boolean saveIfSecretIs(@Nullable String expectedSecret, UserTwoFactorAuthData data) {
		UserTwoFactorAuthData known = findByUserId(data.userId());
		String secret = (known != null) ? known.encryptedTotpSecret() : null;
		boolean expected = Objects.equals((secret != null) ? secret : "",
				(expectedSecret != null) ? expectedSecret : "");
		if (expected) {
			save(data);
		}
		return expected;
	}

	/**
	 * Keeps the method that a user chose, and leaves a TOTP secret as it is. A store that
	 * can do so in one step does, so that a secret that is set at the same time is not
	 * lost.
	 * @param userId the user's id
	 * @param method the method
	 */
	default void savePreferredMethod(String userId, TwoFactorMethod method) {
		UserTwoFactorAuthData known = findByUserId(userId);
		save(new UserTwoFactorAuthData(userId, method, (known != null) ? known.encryptedTotpSecret() : null));
	}

	/**
	 * Removes the data of a user, if there is any. Call it when you delete a user, or the
	 * next one of the same id inherits the second factor.
	 * @param userId the user's id
	 */
	void deleteByUserId(String userId);

}
