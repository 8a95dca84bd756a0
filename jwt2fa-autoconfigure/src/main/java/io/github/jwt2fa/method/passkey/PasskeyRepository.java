package io.github.jwt2fa.method.passkey;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where passkeys are kept. The default is a table of the application's database; an
 * application may keep them in another place by a bean of its own. Ids are compared byte
 * by byte. Shared by all requests, so it has to be safe for use by several threads.
 *
 * @since 0.1.0
 */
public interface PasskeyRepository {

	/**
	 * A passkey, whoever's it is.
	 * @param id the id of the credential: up to 1,364 characters that a stranger may have
	 * chosen
	 * @return the passkey, or {@code null} if there is none
	 * @throws RuntimeException if the store can't be asked
	 */
	@Nullable Passkey findById(String id);

	/**
	 * The passkeys of a user.
	 * @param userId the user's id
	 * @return the passkeys, the oldest first
	 * @throws RuntimeException if the store can't be asked
	 */
	List<Passkey> findByUserId(String userId);

	/**
	 * Keeps a new passkey. One that is known is never overwritten, since its id may be
	 * that of another user: of several at once one wins.
	 * @param passkey the passkey
	 * @return {@code false} if its id is known
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean insert(Passkey passkey);

	/**
	 * Keeps what a use has changed, if the counter is greater than the one there, or both
	 * are 0: one atomic step over all instances, since it decides whether a copied key is
	 * found out, and whether a signature is good once.
	 * @param id the id of the credential
	 * @param signatureCounter the counter
	 * @param backedUp whether the passkey is on several devices
	 * @param usedAt the time, in whole milliseconds
	 * @return {@code false} if the counter is not greater, or there is no such passkey;
	 * nothing was written
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean updateUse(String id, long signatureCounter, boolean backedUp, Instant usedAt);

	/**
	 * Removes a passkey of a user.
	 * @param userId the user's id
	 * @param id the id of the credential
	 * @return {@code false} if the user has no such passkey
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean delete(String userId, String id);

	/**
	 * Removes all passkeys of a user. Call it when you delete a user, or the next one of
	 * the same id inherits them.
	 * @param userId the user's id
	 * @return {@code false} if there were none
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean deleteByUserId(String userId);

}
