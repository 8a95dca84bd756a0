package io.github.jwt2fa.device;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where trusted devices are kept. The default is a table of the application's database;
 * an application may keep them in another place by a bean of its own. Ids are compared
 * byte by byte. What is not there is not trusted. Safe for use by several threads:
 * requests come at once.
 *
 * @since 0.1.0
 */
public interface TrustedDeviceRepository {

	/**
	 * Keeps a device, unless there is one of this id.
	 * @param device the device
	 * @return {@code false} if there was one, which is left as it is
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean insert(TrustedDevice device);

	/**
	 * The device of an id.
	 * @param id the id
	 * @return the device, past its end or not, or {@code null} if there is none
	 * @throws RuntimeException if the store can't be asked
	 */
	@Nullable TrustedDevice findById(String id);

	/**
	 * The devices of a user.
	 * @param userId the user's id
	 * @return the devices, the newest first; some of them may be past their end
	 * @throws RuntimeException if the store can't be asked
	 */
	List<TrustedDevice> findByUserId(String userId);

	/**
	 * Writes when the last login by a device was, if it is still there: one atomic step,
	 * which decides whether it is still trusted.
	 * @param id the id
	 * @param at the time
	 * @return {@code false} if there is none any more; nothing was written
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean use(String id, Instant at);

	/**
	 * Removes a device of a user.
	 * @param userId the user's id
	 * @param id the device's id
	 * @return {@code false} if the user has none of this id
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean delete(String userId, String id);

	/**
	 * Removes all devices of a user.
	 * @param userId the user's id
	 * @param exceptId the id of one that stays, or {@code null} for none
	 * @return how many were removed
	 * @throws RuntimeException if the store can't be asked
	 */
	int deleteAll(String userId, @Nullable String exceptId);

	/**
	 * Removes all devices of a user whatever becomes of a transaction of the caller:
	 * whoever came with a stolen token is rejected by an exception, and that rolls a
	 * transaction back. A store that joins transactions overrides it.
	 * @param userId the user's id
	 * @throws RuntimeException if the store can't be asked
	 */
	default void deleteAllForGood(String userId) {
		deleteAll(userId, null);
	}

	/**
	 * Removes all devices of all users, as is wanted after a leak.
	 * @return how many were removed
	 * @throws RuntimeException if the store can't be asked
	 */
	int deleteAllOfEveryone();

	/**
	 * Forgets devices that are past their end.
	 * @param time only those whose end came before it
	 * @param limit the most to forget at once
	 * @return how many were forgotten
	 * @throws RuntimeException if the store can't be asked
	 */
	int deleteEndedBefore(Instant time, int limit);

}
