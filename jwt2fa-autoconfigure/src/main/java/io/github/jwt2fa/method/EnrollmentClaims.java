package io.github.jwt2fa.method;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.policy.Policies;
import io.github.jwt2fa.state.StateReader;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateWriter;
import io.github.jwt2fa.user.TwoFactorUser;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets one of a user's enrollments win, where several come at once, by whichever methods
 * and at whichever instances: no thief's passkey slips in beside the app that the owner
 * sets up. What is claimed stays claimed for as long as an enrollment token lives, so
 * that one which was looked at before finds it, too. Once all factors of a user are gone,
 * enrollment tokens from before that are good for nothing. Thread-safe, as its store is.
 */
public final class EnrollmentClaims {

	private static final Log logger = LogFactory.getLog(EnrollmentClaims.class);

	/** So long a confirmation takes at most, once its code or credential is right. */
	private static final Duration LONGEST = Duration.ofMinutes(1);

	/** By so much the clocks of two instances may differ. */
	private static final Duration SKEW = Duration.ofSeconds(5);

	private final Policies policies;

	private final StateRecords<Claim> claims;

	private final StateRecords<End> ends;

	private final Duration lifetime;

	private final Clock clock;

	/**
	 * The claims of an application's users.
	 * @param policies which methods complete a login
	 * @param settings how long an enrollment token lives
	 * @param store where the claims are kept
	 * @param clock the time
	 */
	public EnrollmentClaims(Policies policies, EnrollmentSettings settings, StateStore store, Clock clock) {
		this.policies = policies;
		this.claims = new StateRecords<>(store, "enrollment", new Format(), clock);
		this.ends = new StateRecords<>(store, "enrollment-end",
				new EndFormat(settings.lifetime().plus(settings.leeway())), clock);
		this.lifetime = settings.lifetime();
		this.clock = clock;
	}

	/**
	 * Confirms a user's first factor, unless another confirmation of it won. One that
	 * fails gives way to the next, and one that never ends does when an enrollment token
	 * would. A method that completes no login is left alone: nobody gains by it.
	 * @param user the user
	 * @param method the method of the factor
	 * @param confirmation what keeps the factor; throws if it can't be
	 * @param <T> the type of what is confirmed
	 * @return what was confirmed
	 * @throws TwoFactorException {@code totp_already_active}, or
	 * {@code second_factor_already_active} where not both are TOTP
	 */
	public <T extends @Nullable Object> T confirm(TwoFactorUser user, TwoFactorMethod method,
			Supplier<T> confirmation) {
		if (!this.policies.of(user).includes(method)) {
			return confirmation.get();
		}
		String userId = user.id();
		Claim claim = claim(userId, method);
		try {
			T confirmed = confirmation.get();
			keep(userId, claim);
			return confirmed;
		}
		catch (RuntimeException ex) {
			try {
				this.claims.update(userId,
						(current) -> new Transition<>(current.equals(claim) ? Claim.NONE : current, true));
			}
			catch (RuntimeException again) {
				ex.addSuppressed(again);
			}
			throw ex;
		}
	}

	/**
	 * Lets the claim last: who looked before there was a factor finds it, too.
	 */
	private void keep(String userId, Claim claim) {
		Claim kept = new Claim(claim.method(), this.clock.instant().plus(this.lifetime).toEpochMilli());
		try {
			this.claims.update(userId, (current) -> new Transition<>(current.equals(claim) ? kept : current, true));
		}
		catch (RuntimeException ex) {
			// the factor is kept, which refuses the next one by itself
			logger.warn("An enrollment could not be marked", LogText.of(ex));
		}
	}

	private Claim claim(String userId, TwoFactorMethod method) {
		// one whose confirmation died with its instance must not be in the user's way
		Claim claim = new Claim(method.value(), this.clock.instant().plus(LONGEST).toEpochMilli());
		boolean claimed = this.claims.update(userId, (current) -> {
			boolean free = current.isOver(this.clock.instant());
			return new Transition<>(free ? claim : current, free);
		});
		if (!claimed) {
			boolean both = method.equals(TwoFactorMethod.TOTP)
					&& this.claims.read(userId).value().method().equals(method.value());
			throw new TwoFactorException(
					both ? TwoFactorError.TOTP_ALREADY_ACTIVE : TwoFactorError.SECOND_FACTOR_ALREADY_ACTIVE);
		}
		return claim;
	}

	/**
	 * Forgets what was claimed for a user who has no factor any more.
	 * @param userId the user's id
	 */
	void clear(String userId) {
		this.claims.update(userId, (current) -> new Transition<>(Claim.NONE, true));
	}

	/**
	 * Lets whoever has an enrollment token of a user set up nothing by it. To be called
	 * before the user's factors go: who finds them gone finds that, too.
	 * @param userId the user's id
	 */
	void end(String userId) {
		End now = new End(this.clock.instant().toEpochMilli());
		this.ends.update(userId, (current) -> new Transition<>(now, true));
	}

	/**
	 * Whether an enrollment token is from before its user's factors went.
	 * @param userId the user's id
	 * @param issuedAt when the token was issued
	 * @return whether it is good for nothing; not of one that is a few seconds older at
	 * most, which another instance may have issued since
	 */
	public boolean isOver(String userId, Instant issuedAt) {
		return issuedAt.isBefore(Instant.ofEpochMilli(this.ends.read(userId).value().at()).minus(SKEW));
	}

	/**
	 * The enrollment that won.
	 *
	 * @param method the name of its method; empty for none
	 * @param end milliseconds of the epoch until which no other one wins
	 */
	record Claim(String method, long end) {

		static final Claim NONE = new Claim("", 0);

		boolean isOver(Instant now) {
			return now.toEpochMilli() >= this.end;
		}

	}

	/**
	 * Counts until no enrollment token from before it lives.
	 */
	record Format() implements StateRecords.Format<Claim> {

		private static final int VERSION = 1;

		@Override
		public Claim none() {
			return Claim.NONE;
		}

		@Override
		public @Nullable Claim read(StateReader record) {
			if (record.version() != VERSION) {
				return null;
			}
			long end = record.readLong();
			return new Claim(record.readRest(), end);
		}

		@Override
		public byte[] write(Claim claim) {
			return new StateWriter(VERSION).writeLong(claim.end).writeRest(claim.method).toBytes();
		}

		@Override
		public Instant endOf(Claim claim) {
			return Instant.ofEpochMilli(claim.end);
		}

	}

	/**
	 * That the factors of a user went.
	 *
	 * @param at when, in milliseconds of the epoch; 0 if they did not
	 */
	record End(long at) {

		static final End NONE = new End(0);

	}

	/**
	 * Counts until no enrollment token from before it is accepted.
	 *
	 * @param accepted how long one is
	 */
	record EndFormat(Duration accepted) implements StateRecords.Format<End> {

		private static final int VERSION = 1;

		@Override
		public End none() {
			return End.NONE;
		}

		@Override
		public @Nullable End read(StateReader record) {
			return (record.version() == VERSION) ? new End(record.readLong()) : null;
		}

		@Override
		public byte[] write(End end) {
			return new StateWriter(VERSION).writeLong(end.at).toBytes();
		}

		@Override
		public Instant endOf(End end) {
			return Instant.ofEpochMilli(end.at).plus(this.accepted);
		}

	}

}
