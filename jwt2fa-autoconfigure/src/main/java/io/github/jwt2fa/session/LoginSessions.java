package io.github.jwt2fa.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused.Reason;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import org.jspecify.annotations.Nullable;

/**
 * The rules of sessions: a refresh token is exchanged for one successor, and whoever
 * comes with an older one shows that it was stolen
 * (<a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2">RFC 9700, section
 * 4.14.2</a>). Thread-safe, as the repository is.
 */
public final class LoginSessions {

	/**
	 * How long sessions are kept past their natural end: longer than leeway and clocks of
	 * several hosts may make a token live.
	 */
	static final Duration KEPT = Duration.ofHours(1);

	/**
	 * Each lost round means that another request won one. Within a transaction of the
	 * caller that sees nothing of what others write, none is won any more.
	 */
	private static final int MAX_ROUNDS = 100;

	/** The same on every instance, also for logins of one moment. */
	private static final Comparator<LoginSession> NEWEST_FIRST = Comparator.comparing(LoginSession::startedAt)
		.thenComparing(LoginSession::id)
		.reversed();

	private final LoginSessionSettings settings;

	private final LoginSessionRepository repository;

	private final TrustedDevices devices;

	private final TwoFactorEventPublisher events;

	private final Clock clock;

	/**
	 * Sessions.
	 * @param settings how long they last
	 * @param repository where they are kept
	 * @param devices what is trusted no longer after a theft
	 * @param events where their ends are published
	 * @param clock the time
	 */
	public LoginSessions(LoginSessionSettings settings, LoginSessionRepository repository, TrustedDevices devices,
			TwoFactorEventPublisher events, Clock clock) {
		this.settings = settings;
		this.repository = repository;
		this.devices = devices;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Begins the session of a login. Where the user has as many as may be, the oldest
	 * ends.
	 * @param id the id of the session and of its first refresh token
	 * @param userId the user
	 * @param at when the user logged in
	 * @param method what completed the login, on a trusted device what was shown on it
	 * before
	 * @param deviceName what the client calls its device, or {@code null} if it told no
	 * name
	 */
	public void begin(String id, String userId, Instant at, TwoFactorMethod method, @Nullable String deviceName) {
		Instant startedAt = this.settings.limitsSessions() ? afterOthers(userId, at) : at;
		this.repository.insert(LoginSession.begin(id, userId, startedAt, at.plus(this.settings.lifetime()))
			.toBuilder()
			.method(method)
			.deviceName(deviceName)
			.build());
		endOldest(userId);
	}

	/**
	 * A host whose clock is behind must not take its new session for the oldest one.
	 */
	private Instant afterOthers(String userId, Instant at) {
		Instant known = at.truncatedTo(ChronoUnit.MILLIS);
		return this.repository.findByUserId(userId)
			.stream()
			.map((session) -> session.startedAt().plusMillis(1))
			.filter((next) -> next.isAfter(known))
			.max(Comparator.naturalOrder())
			.orElse(known);
	}

	/**
	 * Each login does it after its own session is written. So the last of several at once
	 * sees them all, and none ends more than it has to: who sees fewer sessions ends
	 * fewer.
	 */
	private void endOldest(String userId) {
		if (this.settings.limitsSessions()) {
			findAll(userId).stream().skip(this.settings.maxPerUser()).forEach(this::end);
		}
	}

	/**
	 * The sessions of a user that go on.
	 * @param userId the user
	 * @return the sessions, the latest login first
	 */
	public List<LoginSession> findAll(String userId) {
		Instant now = this.clock.instant();
		return this.repository.findByUserId(userId)
			.stream()
			.filter((session) -> !session.isOver(now))
			.sorted(NEWEST_FIRST)
			.toList();
	}

	/**
	 * Ends one of the sessions of a user.
	 * @param userId the user
	 * @param id the session
	 * @return {@code false} if the user has no such session, or it was over before
	 */
	public boolean end(String userId, String id) {
		LoginSession session = this.repository.findById(id);
		return session != null && session.userId().equals(userId) && !session.isOver(this.clock.instant())
				&& end(session);
	}

	private boolean end(LoginSession session) {
		boolean ended = this.repository.end(session.id());
		if (ended) {
			this.events
				.publish((client, at) -> new TwoFactorEvent.LoggedOut(session.userId(), session.id(), client, at));
		}
		return ended;
	}

	/**
	 * Takes a refresh token that was verified. A client of several tabs may come with the
	 * one before, and with a still older one, for a moment after a refresh.
	 * @param token the token
	 * @param successors makes the id of a successor
	 * @return the session after that, whose current token is what the client gets, or
	 * {@code null} if the token is good for nothing any more
	 * @throws IllegalStateException if others were faster again and again
	 */
	public @Nullable LoginSession refresh(SessionToken token, Supplier<String> successors) {
		for (int round = 0; round < MAX_ROUNDS; round++) {
			LoginSession session = findOrAdopt(token);
			Instant now = this.clock.instant();
			if (session == null || session.isOver(now)) {
				return refused(token, Reason.SESSION_OVER);
			}
			if (session.isRepeated(token.id(), now, this.settings.reuseGrace())) {
				return session;
			}
			if (!session.isCurrent(token.id())) {
				if (session.isJustRefreshed(now, this.settings.reuseGrace())) {
					return refused(token, Reason.REPLACED);
				}
				endForReuse(session);
				return null;
			}
			LoginSession update = this.settings.rotate() ? session.refreshed(successors.get(), now)
					: session.refreshed(now);
			if (replace(session, update)) {
				return update;
			}
			// someone was faster, and now the same token is a repeated one, or its
			// session is over
		}
		throw new IllegalStateException("The session could not be refreshed: its record is never as it was read");
	}

	private boolean replace(LoginSession session, LoginSession update) {
		return update.equals(session) || this.repository.replace(session, update);
	}

	private @Nullable LoginSession refused(SessionToken token, Reason reason) {
		this.events.publish(
				(client, at) -> new TwoFactorEvent.RefreshRefused(token.userId(), token.session(), reason, client, at));
		return null;
	}

	private @Nullable LoginSession findOrAdopt(SessionToken token) {
		LoginSession session = this.repository.findById(token.session());
		if (session == null && token.foreign()) {
			if (this.repository.insert(foreign(token))) {
				endOldest(token.userId());
			}
			session = this.repository.findById(token.session());
		}
		return session;
	}

	/**
	 * A token of other software under the same key: its login becomes a session, kept at
	 * least as long as the token may come again.
	 */
	private LoginSession foreign(SessionToken token) {
		Instant end = token.issuedAt().plus(this.settings.lifetime());
		return LoginSession.begin(token.session(), token.userId(), token.issuedAt(),
				end.isAfter(token.expiresAt()) ? end : token.expiresAt());
	}

	private void endForReuse(LoginSession session) {
		// whoever has the one token may have the other; and first, since nobody comes
		// here once the session is over
		this.devices.endAllForGood(session.userId());
		if (this.repository.endForGood(session.id())) {
			this.events.publish(
					(client, at) -> new TwoFactorEvent.RefreshTokenReused(session.userId(), session.id(), client, at));
		}
	}

	/**
	 * Whether a session that was refreshed goes on even now: writing took its time, and
	 * the host may have slept.
	 * @param session the session after a refresh
	 * @return whether it has not ended by itself
	 */
	public boolean goesOn(LoginSession session) {
		return !session.isOver(this.clock.instant());
	}

	/**
	 * Whether a token that moves on by itself may do so.
	 * @param token the token
	 * @return whether its session goes on
	 */
	public boolean continues(SessionToken token) {
		LoginSession session = findOrAdopt(token);
		Instant now = this.clock.instant();
		if (session == null || session.isOver(now) || !replace(session, session.refreshed(now))) {
			refused(token, Reason.SESSION_OVER);
			return false;
		}
		return true;
	}

	/**
	 * Whether a token's session goes on. A token of other software has none until it is
	 * refreshed or ended.
	 * @param token the token
	 * @return whether it goes on
	 */
	public boolean isAlive(SessionToken token) {
		LoginSession session = this.repository.findById(token.session());
		return (session != null) ? !session.isOver(this.clock.instant()) : token.foreign();
	}

	/**
	 * Whether a session goes on.
	 * @param id its id
	 * @return whether it is there and not over
	 */
	public boolean isAlive(String id) {
		LoginSession session = this.repository.findById(id);
		return session != null && !session.isOver(this.clock.instant());
	}

	/**
	 * What completed the login of a token.
	 * @param token the token
	 * @return the method, or {@code null} if it is not known
	 */
	public @Nullable TwoFactorMethod methodOf(SessionToken token) {
		LoginSession session = this.repository.findById(token.session());
		return (session != null) ? session.method() : null;
	}

	/**
	 * Whether a refresh token would be taken now.
	 * @param token the token
	 * @return whether it is the one that is good, or may be repeated
	 */
	public boolean isRefreshable(SessionToken token) {
		LoginSession session = this.repository.findById(token.session());
		Instant now = this.clock.instant();
		if (session == null) {
			return token.foreign();
		}
		return !session.isOver(now)
				&& (session.isCurrent(token.id()) || session.isRepeated(token.id(), now, this.settings.reuseGrace()));
	}

	/**
	 * Ends the session of a token.
	 * @param token the token, expired or not
	 */
	public void end(SessionToken token) {
		boolean ended = (token.foreign() && this.repository.insert(foreign(token).ended()))
				|| this.repository.end(token.session());
		if (ended) {
			this.events
				.publish((client, at) -> new TwoFactorEvent.LoggedOut(token.userId(), token.session(), client, at));
		}
	}

	/**
	 * Ends all sessions of a user.
	 * @param userId the user
	 * @param exceptId the id of one that goes on, or {@code null} for none
	 */
	public void endAll(String userId, @Nullable String exceptId) {
		endAll(userId, exceptId, null);
	}

	/**
	 * Ends all sessions of a user.
	 * @param userId the user
	 * @param exceptId the id of one that goes on, or {@code null} for none
	 * @param by the operator who does it, or {@code null} for the user
	 */
	public void endAll(String userId, @Nullable String exceptId, @Nullable String by) {
		this.repository.endAll(userId, exceptId);
		this.events.publish((client, at) -> new TwoFactorEvent.LoggedOutEverywhere(userId, exceptId, by, client, at));
	}

	/**
	 * Forgets sessions that ended by themselves.
	 * @param limit the most to forget at once
	 * @return how many were forgotten
	 */
	public int forget(int limit) {
		return this.repository.deleteEndedBefore(this.clock.instant().minus(KEPT), limit);
	}

}
