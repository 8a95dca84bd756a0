package io.github.jwt2fa.method;

import java.time.Clock;
import java.time.Duration;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateStore;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Lets one change of a user's factors happen at a time, at whichever instance: of two
 * removals at once each would find the other factor left. Thread-safe, as its store is.
 */
final class FactorChanges {

	private static final Log logger = LogFactory.getLog(FactorChanges.class);

	/** A change that takes longer died with its instance. */
	private static final Duration LONGEST = Duration.ofSeconds(30);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final StateRecords<EnrollmentClaims.Claim> changes;

	private final Clock clock;

	/**
	 * The changes of an application's users.
	 * @param store where is kept that one is being made
	 * @param clock the time
	 */
	FactorChanges(StateStore store, Clock clock) {
		this.changes = new StateRecords<>(store, "factor-change", new EnrollmentClaims.Format(), clock);
		this.clock = clock;
	}

	/**
	 * Makes a change, unless another one is being made.
	 * @param userId the user's id
	 * @param method the method that it is about
	 * @param change the change
	 * @throws TwoFactorException {@code throttled} if another one is being made
	 */
	void make(String userId, String method, Runnable change) {
		EnrollmentClaims.Claim mine = new EnrollmentClaims.Claim(method,
				this.clock.instant().plus(LONGEST).toEpochMilli());
		boolean begun = this.changes.update(userId, (current) -> {
			boolean free = current.isOver(this.clock.instant());
			return new Transition<>(free ? mine : current, free);
		});
		if (!begun) {
			throw new TwoFactorException(TwoFactorError.THROTTLED, RETRY_AFTER);
		}
		try {
			change.run();
		}
		finally {
			end(userId, mine);
		}
	}

	private void end(String userId, EnrollmentClaims.Claim mine) {
		try {
			this.changes.update(userId,
					(current) -> new Transition<>(current.equals(mine) ? EnrollmentClaims.Claim.NONE : current, true));
		}
		catch (RuntimeException ex) {
			// the change is made, or has failed for a reason of its own
			logger.warn("The end of a change could not be marked: there is none of this user for " + LONGEST.toSeconds()
					+ " seconds", LogText.of(ex));
		}
	}

}
