package io.github.jwt2fa.session;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * Where sessions are kept. An application may list and end its users' sessions by it, or
 * keep them in another place by a bean of its own. Ids are compared byte by byte. A
 * session that was ended stays there until its natural end, so that no token of it comes
 * back to life. Safe for use by several threads: requests come at once.
 *
 * @since 0.1.0
 */
public interface LoginSessionRepository {

	/**
	 * Keeps a session, unless there is one of this id.
	 * @param session the session
	 * @return {@code false} if there was one, which is left as it is
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean insert(LoginSession session);

	/**
	 * The session of an id.
	 * @param id the id
	 * @return the session, over or not, or {@code null} if there is none
	 * @throws RuntimeException if the store can't be asked
	 */
	@Nullable LoginSession findById(String id);

	/**
	 * The sessions of a user that were not ended.
	 * @param userId the user's id
	 * @return the sessions, the latest login first; some of them may be past their
	 * natural end
	 * @throws RuntimeException if the store can't be asked
	 */
	List<LoginSession> findByUserId(String userId);

	/**
	 * Writes current and previous token and time of the refresh of a session, if its
	 * current token is still the expected one: one atomic step.
	 * @param expected the session as it was read; not ended
	 * @param update the session as it shall be
	 * @return {@code false} if someone was faster; nothing was written
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean replace(LoginSession expected, LoginSession update);

	/**
	 * Ends a session.
	 * @param id its id
	 * @return {@code false} if there was none, or it was ended before
	 * @throws RuntimeException if the store can't be asked
	 */
	boolean end(String id);

	/**
	 * Ends a session whatever becomes of a transaction of the caller: whoever came with a
	 * stolen token is rejected by an exception, and that rolls a transaction back. A
	 * store that joins transactions overrides it.
	 * @param id the session
	 * @return whether it was going on
	 * @throws RuntimeException if the store can't be asked
	 */
	default boolean endForGood(String id) {
		return end(id);
	}

	/**
	 * Ends all sessions of a user.
	 * @param userId the user's id
	 * @param exceptId the id of one that goes on, or {@code null} for none
	 * @return how many were ended
	 * @throws RuntimeException if the store can't be asked
	 */
	int endAll(String userId, @Nullable String exceptId);

	/**
	 * Ends all sessions of all users, as is wanted after a leak. Those that begin
	 * meanwhile may be left out.
	 * @return how many were ended
	 * @throws RuntimeException if the store can't be asked
	 */
	int endAllOfEveryone();

	/**
	 * Counts the sessions of all users that go on: neither ended nor past their natural
	 * end. It may read all of them, so it is asked in the background alone, and only
	 * where {@code jwt2fa.metrics.session-count-interval} says so.
	 * @param time the time at which they go on
	 * @return the number, or empty if the repository does not count
	 * @throws RuntimeException if the store can't be asked
	 */
	default OptionalLong countAlive(Instant time) {
		return OptionalLong.empty();
	}

	/**
	 * Forgets sessions that are past their natural end.
	 * @param time only those that ended before it
	 * @param limit the most to forget at once
	 * @return how many were forgotten
	 * @throws RuntimeException if the store can't be asked
	 */
	int deleteEndedBefore(Instant time, int limit);

}
