package io.github.jwt2fa.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Sessions in this process: a restart ends them all, and no other instance knows them.
 */
public final class InMemoryLoginSessionRepository implements LoginSessionRepository {

	private final Map<String, LoginSession> sessions = new ConcurrentHashMap<>();

	@Override
	public boolean insert(LoginSession session) {
		return this.sessions.putIfAbsent(session.id(), session) == null;
	}

	@Override
	public @Nullable LoginSession findById(String id) {
		return this.sessions.get(id);
	}

	@Override
	public List<LoginSession> findByUserId(String userId) {
		return liveOnes(userId).sorted(Comparator.comparing(LoginSession::startedAt).reversed()).toList();
	}

	private Stream<LoginSession> liveOnes(String userId) {
		return this.sessions.values()
			.stream()
			.filter((session) -> session.userId().equals(userId) && session.currentTokenId() != null);
	}

	@Override
	public boolean replace(LoginSession expected, LoginSession update) {
		String current = expected.currentTokenId();
		return current != null && change(expected.id(), (session) -> session.isCurrent(current), update);
	}

	@Override
	public boolean end(String id) {
		LoginSession session = this.sessions.get(id);
		return session != null && change(id, (latest) -> latest.currentTokenId() != null, session.ended());
	}

	private boolean change(String id, Predicate<LoginSession> condition, LoginSession update) {
		boolean[] changed = new boolean[1];
		this.sessions.computeIfPresent(id, (key, latest) -> {
			changed[0] = condition.test(latest);
			return changed[0] ? update : latest;
		});
		return changed[0];
	}

	@Override
	public int endAll(String userId, @Nullable String exceptId) {
		return (int) liveOnes(userId).filter((session) -> !session.id().equals(exceptId))
			.filter((session) -> end(session.id()))
			.count();
	}

	@Override
	public int deleteEndedBefore(Instant time, int limit) {
		List<String> ended = this.sessions.values()
			.stream()
			.filter((session) -> session.endsAt().isBefore(time))
			.limit(limit)
			.map(LoginSession::id)
			.toList();
		ended.forEach(this.sessions::remove);
		return ended.size();
	}

}
