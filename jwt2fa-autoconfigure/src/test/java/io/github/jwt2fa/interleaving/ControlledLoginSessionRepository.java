package io.github.jwt2fa.interleaving;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.github.jwt2fa.interleaving.Operation.Effect;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;

/**
 * Sessions whose operations are steps of an {@link Explorer}.
 */
final class ControlledLoginSessionRepository implements LoginSessionRepository {

	static final String PREFIX = "session ";

	private final World world;

	ControlledLoginSessionRepository(World world) {
		this.world = world;
	}

	private Object perform(String name, Operation.Action action) {
		return this.world.perform(new Operation(name, action));
	}

	private static Memory with(Memory memory, LoginSession session) {
		return memory.with(PREFIX + session.id(), session, Instant.MAX);
	}

	private static LoginSession find(Memory memory, String id) {
		return (LoginSession) memory.get(PREFIX + id);
	}

	private static Stream<LoginSession> all(Memory memory) {
		return memory.startingWith(PREFIX).values().stream().map(LoginSession.class::cast);
	}

	private static Stream<LoginSession> live(Memory memory, String userId) {
		return all(memory).filter((session) -> session.userId().equals(userId) && session.currentTokenId() != null);
	}

	@Override
	public boolean insert(LoginSession session) {
		return (Boolean) perform("inserts the session " + session.id(),
				(memory, now) -> (find(memory, session.id()) == null) ? new Effect(with(memory, session), true)
						: new Effect(memory, false));
	}

	@Override
	public LoginSession findById(String id) {
		return (LoginSession) perform("reads the session " + id, (memory, now) -> new Effect(memory, find(memory, id)));
	}

	@Override
	@SuppressWarnings("unchecked")
	public List<LoginSession> findByUserId(String userId) {
		return (List<LoginSession>) perform("reads the sessions of " + userId, (memory, now) -> new Effect(memory,
				live(memory, userId).sorted(Comparator.comparing(LoginSession::startedAt).reversed()).toList()));
	}

	@Override
	public boolean replace(LoginSession expected, LoginSession update) {
		String current = Objects.requireNonNull(expected.currentTokenId());
		return (Boolean) perform("replaces the session " + expected.id() + " with the token " + current
				+ " by one with " + update.currentTokenId(), (memory, now) -> {
					LoginSession known = find(memory, expected.id());
					return (known != null && current.equals(known.currentTokenId()))
							? new Effect(with(memory, update), true) : new Effect(memory, false);
				});
	}

	@Override
	public boolean end(String id) {
		return (Boolean) perform("ends the session " + id, (memory, now) -> {
			LoginSession known = find(memory, id);
			return (known != null && known.currentTokenId() != null) ? new Effect(with(memory, known.ended()), true)
					: new Effect(memory, false);
		});
	}

	@Override
	public int endAll(String userId, String exceptId) {
		return (Integer) perform("ends all sessions of " + userId + " but " + exceptId, (memory, now) -> end(memory,
				live(memory, userId).filter((session) -> !session.id().equals(exceptId)).toList()));
	}

	@Override
	public int endAllOfEveryone() {
		return (Integer) perform("ends all sessions", (memory, now) -> end(memory,
				all(memory).filter((session) -> session.currentTokenId() != null).toList()));
	}

	@Override
	public OptionalLong countAlive(Instant time) {
		return (OptionalLong) perform("counts the sessions", (memory, now) -> new Effect(memory,
				OptionalLong.of(all(memory).filter((session) -> !session.isOver(time)).count())));
	}

	private static Effect end(Memory memory, List<LoginSession> ending) {
		Memory changed = memory;
		for (LoginSession session : ending) {
			changed = with(changed, session.ended());
		}
		return new Effect(changed, ending.size());
	}

	@Override
	public int deleteEndedBefore(Instant time, int limit) {
		return (Integer) perform("deletes sessions that ended before " + time, (memory, now) -> {
			List<LoginSession> old = all(memory).filter((session) -> session.endsAt().isBefore(time))
				.limit(limit)
				.toList();
			Memory changed = memory;
			for (LoginSession session : old) {
				changed = changed.without(PREFIX + session.id());
			}
			return new Effect(changed, old.size());
		});
	}

}
