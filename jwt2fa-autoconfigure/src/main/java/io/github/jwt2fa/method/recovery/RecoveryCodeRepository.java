package io.github.jwt2fa.method.recovery;

import org.jspecify.annotations.Nullable;

/**
 * Where recovery codes are kept: all that a user has left in one record, so that two
 * lists never live together. The default is a table of the application's database; an
 * application may keep them in another place by a bean of its own. Ids are compared byte
 * by byte. Shared by all requests, so it has to be safe for use by several threads.
 *
 * @since 0.1.0
 */
public interface RecoveryCodeRepository {

	/**
	 * What a user has left.
	 * @param userId the user's id
	 * @return the codes, or {@code null} if there are none
	 * @throws RuntimeException if the store can't be asked
	 */
	@Nullable StoredRecoveryCodes findByUserId(String userId);

	/**
	 * Keeps the codes of a user who has none. Of several at once one wins.
	 * @param codes the codes
	 * @return {@code false} if the user has some, which are left as they are
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean insert(StoredRecoveryCodes codes);

	/**
	 * Replaces the codes of a user, if the hashes there are still the expected ones: one
	 * atomic step over all instances, since it decides whether a code is used once.
	 * @param expected the codes as they were read
	 * @param update the codes of the same user that come in their place, or {@code null}
	 * for none
	 * @return {@code false} if someone was faster; nothing was written
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean replace(StoredRecoveryCodes expected, @Nullable StoredRecoveryCodes update);

	/**
	 * Removes the codes of a user, whatever they are.
	 * @param userId the user's id
	 * @return {@code false} if there were none
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean deleteByUserId(String userId);

}
