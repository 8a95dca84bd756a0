package io.github.jwt2fa.user;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the second-factor data of the users. The default is JPA; an application without a
 * {@code DataSource} defines a bean of its own. Ids are compared byte by byte.
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
	 * Removes the data of a user, if there is any. Call it when you delete a user, or the
	 * next one of the same id inherits the second factor.
	 * @param userId the user's id
	 */
	void deleteByUserId(String userId);

}
