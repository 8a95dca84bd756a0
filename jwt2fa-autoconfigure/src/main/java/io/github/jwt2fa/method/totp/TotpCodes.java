package io.github.jwt2fa.method.totp;

import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import io.github.jwt2fa.state.StateReader;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * Checks codes of six digits and 30 seconds
 * (<a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a> with HMAC-SHA1). A time
 * step whose code was accepted for a user is never accepted again, nor an earlier one
 * (section 5.2). Thread-safe, as its store is.
 */
final class TotpCodes {

	/** The length of a time step. */
	static final long STEP_SECONDS = 30;

	/** The length of a code. */
	public static final int DIGITS = 6;

	/** ASCII digits alone: {@code Integer.parseInt} takes signs and other digits, too. */
	private static final Pattern CODE = Pattern.compile("[0-9]{6}");

	private final HmacOneTimePasswordGenerator generator = new HmacOneTimePasswordGenerator(DIGITS);

	private final int window;

	private final StateRecords<LastStep> lastSteps;

	private final Instant since;

	private final Clock clock;

	/**
	 * A check.
	 * @param settings the window
	 * @param store where the last steps are kept
	 * @param clock the time
	 */
	TotpCodes(TotpSettings settings, StateStore store, Clock clock) {
		this.window = settings.window();
		this.lastSteps = new StateRecords<>(store, "totp-step", new LastStep.Format(settings.window()), clock);
		this.since = store.remembersSince();
		this.clock = clock;
	}

	/**
	 * Checks a code, without any effect.
	 * @param secret the secret
	 * @param code the code
	 * @return the latest time step in the window whose code it is, or {@code null} if
	 * there is none
	 */
	public @Nullable Long matchingStep(TotpSecret secret, String code) {
		if (!CODE.matcher(code).matches()) {
			return null;
		}
		int number = Integer.parseInt(code);
		long now = currentStep();
		for (long step = now + this.window; step >= now - this.window; step--) {
			if (secret.code(this.generator, step) == number) {
				return step;
			}
		}
		return null;
	}

	/**
	 * Takes a time step for a user: of several at once, one gets it.
	 * @param userId the user
	 * @param step the step
	 * @return whether the step is still in the window, and no code of it or a later one
	 * was accepted before
	 */
	public boolean take(String userId, long step) {
		boolean taken = this.lastSteps.update(userId, (last) -> (step > last.step() && isInWindow(step))
				? new Transition<>(new LastStep(step), true) : new Transition<>(last, false));
		// asked again: after a long break nothing may be known any more of who was faster
		return taken && isInWindow(step);
	}

	/**
	 * Whether it would be known if a code of a step had been accepted.
	 */
	boolean remembers(long step) {
		return !Instant.ofEpochSecond(step * STEP_SECONDS).isBefore(this.since);
	}

	private boolean isInWindow(long step) {
		return step >= currentStep() - this.window;
	}

	private long currentStep() {
		return Math.floorDiv(this.clock.instant().getEpochSecond(), STEP_SECONDS);
	}

	/**
	 * The last time step that was accepted for a user.
	 *
	 * @param step the step
	 */
	record LastStep(long step) {

		private static final LastStep NONE = new LastStep(Long.MIN_VALUE);

		/**
		 * Counts while a code of this step or an earlier one could still be in the
		 * window.
		 *
		 * @param window how many steps a code may be late
		 */
		record Format(int window) implements StateRecords.Format<LastStep> {

			private static final int VERSION = 1;

			@Override
			public LastStep none() {
				return NONE;
			}

			@Override
			public @Nullable LastStep read(StateReader record) {
				return (record.version() == VERSION) ? new LastStep(record.readLong()) : null;
			}

			@Override
			public byte[] write(LastStep last) {
				return new StateWriter(VERSION).writeLong(last.step()).toBytes();
			}

			@Override
			public Instant endOf(LastStep last) {
				return Instant.ofEpochSecond((last.step() + this.window + 1) * STEP_SECONDS);
			}

		}

	}

}
