package io.github.jwt2fa.login;

import java.time.Duration;
import java.time.Instant;

import io.github.jwt2fa.state.StateReader;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * What was tried with the code tokens of one chain.
 *
 * @param nextAttemptFrom milliseconds of the epoch before which no attempt is answered
 * @param failures wrong codes so far
 * @param used whether one of them was used for a login
 * @param end milliseconds of the epoch from which all of them are expired anyway
 */
record CodeTokenState(long nextAttemptFrom, int failures, boolean used, long end) {

	private static final CodeTokenState FRESH = new CodeTokenState(0, 0, false, 0);

	/**
	 * Whether an attempt is answered at all. One that began earlier than another may come
	 * here later: without a wait that is none's fault.
	 */
	Verdict admit(CodeToken token, Instant now, LoginSettings settings) {
		if (!now.isBefore(token.expiresAt())) {
			return new Verdict.Expired();
		}
		if (!settings.retryWait().isZero() && now.toEpochMilli() < this.nextAttemptFrom) {
			return new Verdict.Wait(Duration.ofMillis(this.nextAttemptFrom - now.toEpochMilli()));
		}
		return (this.failures >= settings.maxAttempts()) ? new Verdict.TooManyAttempts() : new Verdict.Admitted();
	}

	/**
	 * Whether a code is sent again. No attempt is made by that, so there is no wait after
	 * one.
	 */
	Verdict admitSending(LoginSettings settings) {
		if (this.used) {
			return new Verdict.AlreadyUsed();
		}
		return (this.failures >= settings.maxAttempts()) ? new Verdict.TooManyAttempts() : new Verdict.Admitted();
	}

	/**
	 * A wrong code.
	 */
	Transition<CodeTokenState, Verdict> fail(CodeToken token, Instant now, LoginSettings settings) {
		Verdict verdict = admit(token, now, settings);
		return (verdict instanceof Verdict.Admitted)
				? new Transition<>(after(token, now, settings, this.failures + 1, this.used), verdict)
				: new Transition<>(this, verdict);
	}

	/**
	 * A right code.
	 */
	Transition<CodeTokenState, Verdict> use(CodeToken token, Instant now, LoginSettings settings) {
		Verdict verdict = admit(token, now, settings);
		return (verdict instanceof Verdict.Admitted)
				? new Transition<>(after(token, now, settings, this.failures, true),
						this.used ? new Verdict.AlreadyUsed() : verdict)
				: new Transition<>(this, verdict);
	}

	/**
	 * A right code for which nothing was issued after all.
	 * @param failed whether that counts as a failure of the token
	 */
	Transition<CodeTokenState, Boolean> giveBack(boolean failed) {
		int counted = failed ? this.failures + 1 : this.failures;
		return new Transition<>(new CodeTokenState(this.nextAttemptFrom, counted, false, this.end), this.used);
	}

	private CodeTokenState after(CodeToken token, Instant now, LoginSettings settings, int failures, boolean used) {
		return new CodeTokenState(now.plus(settings.retryWait()).toEpochMilli(), failures, used,
				token.chainEnd().toEpochMilli());
	}

	/**
	 * What becomes of an attempt.
	 */
	sealed interface Verdict {

		/** It is answered. */
		record Admitted() implements Verdict {
		}

		/** It comes after the token's end. */
		record Expired() implements Verdict {
		}

		/** It comes too soon after the last one. */
		record Wait(Duration retryAfter) implements Verdict {
		}

		/** It comes after too many wrong codes. */
		record TooManyAttempts() implements Verdict {
		}

		/** It comes after a right one. */
		record AlreadyUsed() implements Verdict {
		}

	}

	/**
	 * Counts until no token of the chain can be alive: from then on each says so itself.
	 * The end of the token at hand is too early, for a younger one may follow.
	 */
	record Format() implements StateRecords.Format<CodeTokenState> {

		private static final int VERSION = 1;

		@Override
		public CodeTokenState none() {
			return FRESH;
		}

		@Override
		public @Nullable CodeTokenState read(StateReader record) {
			return (record.version() == VERSION)
					? new CodeTokenState(record.readLong(), record.readInt(), record.readBoolean(), record.readLong())
					: null;
		}

		@Override
		public byte[] write(CodeTokenState state) {
			return new StateWriter(VERSION).writeLong(state.nextAttemptFrom)
				.writeInt(state.failures)
				.writeBoolean(state.used)
				.writeLong(state.end)
				.toBytes();
		}

		@Override
		public Instant endOf(CodeTokenState state) {
			return Instant.ofEpochMilli(state.end);
		}

	}

}
