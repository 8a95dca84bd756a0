package io.github.jwt2fa.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEvent.LoginRefused;
import io.github.jwt2fa.event.TwoFactorEvent.Throttled.Limit;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.ratelimit.ClientAddress;
import io.github.jwt2fa.ratelimit.ClientRateLimiter;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Snapshot;
import io.github.jwt2fa.state.StateStore;

/**
 * The limits of the login over a state store. They hold exactly, however many requests
 * come at once: the answer follows the transition that took effect. Thread-safe, as its
 * store is.
 */
final class LoginLimits {

	/**
	 * How long a code has to come before it may be sent again.
	 */
	static final Duration RESEND_WAIT = Duration.ofSeconds(30);

	private final LoginSettings settings;

	private final ClientRateLimiter clients;

	private final StateRecords<CodeTokenState> tokens;

	private final StateRecords<UserState> users;

	private final Instant since;

	private final ReachedLimits reached;

	private final TwoFactorEventPublisher events;

	private final Clock clock;

	/**
	 * The limits.
	 * @param settings what the limits are
	 * @param store where the counting is kept
	 * @param events where a reached limit is published
	 * @param clock the time
	 */
	LoginLimits(LoginSettings settings, StateStore store, TwoFactorEventPublisher events, Clock clock) {
		this.settings = settings;
		this.clients = new ClientRateLimiter(settings.clientRate(), store, clock);
		this.tokens = new StateRecords<>(store, "code-token", new CodeTokenState.Format(), clock);
		this.users = new StateRecords<>(store, "user", new UserState.Format(), clock);
		this.since = nextSecond(store.remembersSince());
		this.reached = new ReachedLimits(clock);
		this.events = events;
		this.clock = clock;
	}

	private static Instant nextSecond(Instant time) {
		Instant second = time.truncatedTo(ChronoUnit.SECONDS);
		return second.equals(time) ? second : second.plusSeconds(1);
	}

	/**
	 * From when on a token has to be for its use to be known: the first whole second of
	 * the store's memory.
	 */
	Instant since() {
		return this.since;
	}

	/**
	 * Counts a request for a code token by the client's address.
	 */
	void admit(ClientAddress client) {
		Duration wait = this.clients.tryAcquire(client);
		if (!wait.isZero()) {
			this.reached.tell(Limit.CODE_TOKEN_THROTTLE_RATE);
			this.events.publish((address, at) -> new TwoFactorEvent.Throttled(Limit.CODE_TOKEN_THROTTLE_RATE, null,
					(address != null) ? address : client.value(), wait, at));
			throw new TwoFactorException(TwoFactorError.THROTTLED, wait);
		}
	}

	/**
	 * Takes a slot for a code token.
	 * @return the token as it may be issued. A token says in whole seconds when it was:
	 * of those in whose second the store began, it would not say whether that was before
	 * or after. So one from after carries the next second
	 */
	CodeToken reserve(CodeToken token, boolean sendsCode) {
		UserState.Reservation reservation = this.users.update(token.userId(),
				(state) -> state.reserve(token, sendsCode, this.clock.instant(), this.settings));
		if (reservation instanceof UserState.Reservation.TooManyTokens full) {
			throw throttled(TwoFactorError.TOO_MANY_CODE_TOKENS, Limit.MAX_ACTIVE_CODE_TOKENS_PER_USER, token,
					full.retryAfter());
		}
		if (reservation instanceof UserState.Reservation.TooManyCodes full) {
			throw throttled(TwoFactorError.THROTTLED, Limit.MAX_CODES_SENT_PER_USER, token, full.retryAfter());
		}
		return token.issuedAt().isBefore(this.since) ? token.withIssuedAt(this.since) : token;
	}

	/**
	 * Gives the slot of a code token back.
	 */
	void release(CodeToken token) {
		this.users.update(token.userId(), (state) -> state.release(token, this.clock.instant()));
	}

	/**
	 * Lets an attempt pass that no limit rejects as things stand. Nothing is written: if
	 * others are faster, {@link #fail} and {@link #use} still reject it.
	 */
	Attempt begin(CodeToken token) {
		refuseForgotten(token);
		Snapshot<CodeTokenState> tokenState = this.tokens.read(token.chainId());
		refuse(token, tokenState.value().admit(token, this.clock.instant(), this.settings));
		Snapshot<UserState> userState = this.users.read(token.userId());
		refuseSpent(token, userState.value().spentFor(this.clock.instant(), this.settings));
		return new Attempt(token, token.method(), tokenState, userState);
	}

	/**
	 * Of a token that is older than the store nothing is known any more of what was tried
	 * with it.
	 */
	private void refuseForgotten(CodeToken token) {
		if (token.authTime().isBefore(this.since)) {
			throw new TwoFactorException(TwoFactorError.CODE_TOKEN_EXPIRED);
		}
	}

	/**
	 * Lets a code be sent again that no limit refuses which a code token has. Nothing is
	 * written.
	 */
	void admitSending(CodeToken token) {
		refuseForgotten(token);
		CodeTokenState.Verdict verdict = this.tokens.read(token.chainId()).value().admitSending(this.settings);
		if (verdict instanceof CodeTokenState.Verdict.AlreadyUsed) {
			// no right code was refused
			throw new TwoFactorException(TwoFactorError.TOKEN_ALREADY_USED);
		}
		refuse(token, verdict);
		refuseSpent(token, this.users.read(token.userId()).value().spentFor(this.clock.instant(), this.settings));
	}

	/**
	 * Refuses to send a code again while the one of a token may still be on its way. A
	 * token says itself when that was sent: nothing is kept for it.
	 */
	void refuseTooSoon(CodeToken token) {
		Duration wait = Duration.between(this.clock.instant(), token.issuedAt().plus(RESEND_WAIT));
		if (wait.compareTo(Duration.ZERO) > 0) {
			throw new TwoFactorException(TwoFactorError.THROTTLED, wait);
		}
	}

	/**
	 * Counts a wrong code. The token is asked first: what it rejects costs the user
	 * nothing.
	 */
	void fail(Attempt attempt) {
		CodeToken token = attempt.token();
		refuseAttempt(attempt, this.tokens.update(attempt.tokenState(),
				(state) -> state.fail(token, this.clock.instant(), this.settings)));
		UserState.Failure failure = this.users.update(attempt.userState(),
				(state) -> state.fail(this.clock.instant(), this.settings));
		if (failure.throttledFor().isZero()) {
			tell(failure, attempt);
		}
		refuseExpired(token);
		refuseSpent(token, failure.throttledFor());
	}

	private void tell(UserState.Failure failure, Attempt attempt) {
		CodeToken token = attempt.token();
		try {
			this.events.publish((client, at) -> new TwoFactorEvent.SecondFactorFailed(token.userId(), attempt.method(),
					client, at));
		}
		finally {
			// comes once in a while, and tells the user: not to be lost by who failed at
			// the other
			if (failure.spent()) {
				this.events
					.publish((client, at) -> new TwoFactorEvent.SecondFactorBudgetSpent(token.userId(), client, at));
			}
		}
	}

	/**
	 * Counts an attempt that failed for no fault of whoever has the present password: by
	 * the token alone, so that it spends nothing of the user's budget.
	 */
	void refuse(Attempt attempt, LoginRefused.Reason reason) {
		CodeToken token = attempt.token();
		refuseAttempt(attempt, this.tokens.update(attempt.tokenState(),
				(state) -> state.fail(token, this.clock.instant(), this.settings)));
		refuseExpired(token);
		tellRefused(attempt, reason);
	}

	/**
	 * Publishes that a right code completed no login.
	 */
	void tellRefused(Attempt attempt, LoginRefused.Reason reason) {
		this.events
			.publish((client, at) -> new LoginRefused(attempt.token().userId(), attempt.method(), reason, client, at));
	}

	/**
	 * Uses a code token for a right code, then the code itself, and gives the token's
	 * slot back. The token comes before the code: of several requests with it one gets as
	 * far as the code, which none takes in vain. The records are asked in the order of
	 * {@link #fail}: if the user's was asked any earlier than for a wrong code, the right
	 * one of many guesses would be let through before the wrong ones have spent the
	 * budget.
	 */
	void use(Attempt attempt, AcceptedProof proof) {
		CodeToken token = attempt.token();
		refuseAttempt(attempt, this.tokens.update(attempt.tokenState(),
				(state) -> state.use(token, this.clock.instant(), this.settings)));
		if (!take(proof, token)) {
			// a failure of the token alone: only who knows the code gets here
			this.tokens.update(token.chainId(), (state) -> state.giveBack(true));
			refuseExpired(token);
			tellUnusable(attempt, proof);
			throw new TwoFactorException(proof.refusal());
		}
		Duration wait = this.users.update(attempt.userState(),
				(state) -> state.use(token, this.clock.instant(), this.settings));
		refuseExpired(token);
		if (!wait.isZero()) {
			this.tokens.update(token.chainId(), (state) -> state.giveBack(false));
			refuseSpent(token, wait);
		}
	}

	private void tellUnusable(Attempt attempt, AcceptedProof proof) {
		if (proof.refusal() == TwoFactorError.CODE_ALREADY_USED) {
			tellRefused(attempt, LoginRefused.Reason.CODE_ALREADY_USED);
		}
		else {
			this.events.publish((client, at) -> new TwoFactorEvent.SecondFactorFailed(attempt.token().userId(),
					attempt.method(), client, at));
		}
	}

	/**
	 * Where it can't be told, the token is left for another try.
	 */
	private boolean take(AcceptedProof proof, CodeToken token) {
		try {
			return proof.use();
		}
		catch (RuntimeException ex) {
			try {
				this.tokens.update(token.chainId(), (state) -> state.giveBack(false));
			}
			catch (RuntimeException again) {
				ex.addSuppressed(again);
			}
			throw ex;
		}
	}

	private void refuseAttempt(Attempt attempt, CodeTokenState.Verdict verdict) {
		if (verdict instanceof CodeTokenState.Verdict.AlreadyUsed) {
			tellRefused(attempt, LoginRefused.Reason.TOKEN_ALREADY_USED);
			throw new TwoFactorException(TwoFactorError.TOKEN_ALREADY_USED);
		}
		refuse(attempt.token(), verdict);
	}

	private void refuse(CodeToken token, CodeTokenState.Verdict verdict) {
		if (verdict instanceof CodeTokenState.Verdict.Wait wait) {
			throw throttled(TwoFactorError.THROTTLED, Limit.AUTH_TOKEN_RETRY_WAIT_TIME, token, wait.retryAfter());
		}
		if (verdict instanceof CodeTokenState.Verdict.TooManyAttempts) {
			publish(Limit.MAX_AUTH_ATTEMPTS_PER_CODE_TOKEN, token,
					Duration.between(this.clock.instant(), token.expiresAt()));
			throw new TwoFactorException(TwoFactorError.TOO_MANY_AUTH_ATTEMPTS);
		}
		if (verdict instanceof CodeTokenState.Verdict.Expired) {
			throw new TwoFactorException(TwoFactorError.CODE_TOKEN_EXPIRED);
		}
	}

	/**
	 * The time is asked once more after all is written: the process may have been frozen
	 * until long after the token's end, when nothing is known of the token any more.
	 */
	private void refuseExpired(CodeToken token) {
		if (!this.clock.instant().isBefore(token.expiresAt())) {
			throw new TwoFactorException(TwoFactorError.CODE_TOKEN_EXPIRED);
		}
	}

	private void refuseSpent(CodeToken token, Duration wait) {
		if (!wait.isZero()) {
			throw throttled(TwoFactorError.THROTTLED, Limit.MAX_SECOND_FACTOR_FAILURES_PER_USER, token, wait);
		}
	}

	private TwoFactorException throttled(TwoFactorError error, Limit limit, CodeToken token, Duration retryAfter) {
		publish(limit, token, retryAfter);
		return new TwoFactorException(error, retryAfter);
	}

	private void publish(Limit limit, CodeToken token, Duration retryAfter) {
		this.reached.tell(limit);
		this.events
			.publish((client, at) -> new TwoFactorEvent.Throttled(limit, token.userId(), client, retryAfter, at));
	}

	/**
	 * An attempt, with what was known of its token and its user when it began.
	 *
	 * @param token the code token
	 * @param method the method that is shown
	 * @param tokenState the record of the token's chain
	 * @param userState the user's record
	 */
	record Attempt(CodeToken token, TwoFactorMethod method, Snapshot<CodeTokenState> tokenState,
			Snapshot<UserState> userState) {

		/**
		 * The same attempt by another method.
		 */
		Attempt by(TwoFactorMethod shown) {
			return new Attempt(this.token, shown, this.tokenState, this.userState);
		}

	}

}
