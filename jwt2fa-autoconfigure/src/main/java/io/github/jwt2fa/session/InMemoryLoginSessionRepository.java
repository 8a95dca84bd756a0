package io.github.jwt2fa.session;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Sessions in this process: a restart ends them all, and no other instance knows them.
 * Bounded, and full it rejects new ones instead of dropping what lasts. Thread-safe: one
 * operation at a time.
 *
 * @since 0.1.0
 */
public final class InMemoryLoginSessionRepository implements LoginSessionRepository {

	private static final Log logger = LogFactory.getLog(InMemoryLoginSessionRepository.class);

	private final Map<String, LoginSession> sessions = new HashMap<>();

	/** Without those that were ended. */
	private final Map<String, Set<String>> idsByUser = new HashMap<>();

	private final NavigableSet<End> ends = new TreeSet<>(Comparator.comparing(End::at).thenComparing(End::id));

	private final Clock clock;

	private final int capacity;

	private boolean toldFull;

	/**
	 * An empty repository.
	 * @param clock tells when a session has ended by itself
	 * @param capacity how many sessions are kept at most, those that were ended included
	 */
	public InMemoryLoginSessionRepository(Clock clock, int capacity) {
		Assert.isTrue(capacity > 0, "The capacity has to be positive");
		this.clock = clock;
		this.capacity = capacity;
	}

	/**
	 * Keeps a session, unless there is one of this id.
	 * @throws TwoFactorException {@code temporarily_unavailable} if there is no room
	 */
	@Override
	public synchronized boolean insert(LoginSession session) {
		if (this.sessions.containsKey(session.id())) {
			return false;
		}
		requireRoom();
		put(session);
		return true;
	}

	private void requireRoom() {
		if (this.sessions.size() >= this.capacity) {
			deleteEndedBefore(this.clock.instant().minus(LoginSessions.KEPT), this.capacity);
		}
		if (this.sessions.size() >= this.capacity) {
			if (!this.toldFull) {
				logger.warn("No more sessions fit into the memory, which holds " + this.capacity
						+ " of them: new logins are refused until others end. Configure a database "
						+ "(spring.datasource.url), or define a LoginSessionRepository bean.");
				this.toldFull = true;
			}
			throw new TwoFactorException(TwoFactorError.TEMPORARILY_UNAVAILABLE);
		}
		this.toldFull = false;
	}

	private void put(LoginSession session) {
		remove(session.id());
		this.sessions.put(session.id(), session);
		this.ends.add(End.of(session));
		if (session.currentTokenId() != null) {
			this.idsByUser.computeIfAbsent(session.userId(), (userId) -> new HashSet<>(2)).add(session.id());
		}
	}

	private void remove(String id) {
		LoginSession session = this.sessions.remove(id);
		if (session != null) {
			this.ends.remove(End.of(session));
			this.idsByUser.computeIfPresent(session.userId(), (userId, ids) -> {
				ids.remove(id);
				return ids.isEmpty() ? null : ids;
			});
		}
	}

	@Override
	public synchronized @Nullable LoginSession findById(String id) {
		return this.sessions.get(id);
	}

	@Override
	public synchronized List<LoginSession> findByUserId(String userId) {
		return this.idsByUser.getOrDefault(userId, Set.of())
			.stream()
			.map(this.sessions::get)
			.sorted(Comparator.comparing(LoginSession::startedAt).reversed())
			.toList();
	}

	@Override
	public synchronized boolean replace(LoginSession expected, LoginSession update) {
		LoginSession latest = this.sessions.get(expected.id());
		String current = expected.currentTokenId();
		if (latest == null || current == null || !latest.isCurrent(current)) {
			return false;
		}
		put(update);
		return true;
	}

	@Override
	public synchronized boolean end(String id) {
		LoginSession latest = this.sessions.get(id);
		if (latest == null || latest.currentTokenId() == null) {
			return false;
		}
		put(latest.ended());
		return true;
	}

	@Override
	public synchronized int endAll(String userId, @Nullable String exceptId) {
		List<String> ids = this.idsByUser.getOrDefault(userId, Set.of())
			.stream()
			.filter((id) -> !id.equals(exceptId))
			.toList();
		ids.forEach(this::end);
		return ids.size();
	}

	@Override
	public synchronized int endAllOfEveryone() {
		List<String> users = List.copyOf(this.idsByUser.keySet());
		return users.stream().mapToInt((userId) -> endAll(userId, null)).sum();
	}

	@Override
	public synchronized OptionalLong countAlive(Instant time) {
		return OptionalLong.of(this.sessions.values().stream().filter((session) -> !session.isOver(time)).count());
	}

	@Override
	public synchronized int deleteEndedBefore(Instant time, int limit) {
		int deleted = 0;
		while (deleted < limit && !this.ends.isEmpty() && this.ends.first().at().isBefore(time)) {
			remove(this.ends.first().id());
			deleted++;
		}
		return deleted;
	}

	/**
	 * When a session ends by itself.
	 *
	 * @param at the time
	 * @param id the session's id
	 */
	private record End(Instant at, String id) {

		static End of(LoginSession session) {
			return new End(session.endsAt(), session.id());
		}

	}

}
