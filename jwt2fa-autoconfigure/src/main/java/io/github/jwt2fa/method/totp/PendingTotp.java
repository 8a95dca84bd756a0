package io.github.jwt2fa.method.totp;

import java.time.Instant;

import io.github.jwt2fa.state.StateReader;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * A secret that waits for its first code.
 *
 * @param encryptedSecret the secret, encrypted; empty for none
 * @param failures wrong codes so far
 * @param end milliseconds of the epoch until which it waits
 */
record PendingTotp(String encryptedSecret, int failures, long end) {

	static final PendingTotp NONE = new PendingTotp("", 0, 0);

	boolean isNone() {
		return this.encryptedSecret.isEmpty();
	}

	/**
	 * Whether it waits no longer, or never did.
	 */
	boolean isOver(Instant now) {
		return now.toEpochMilli() >= this.end;
	}

	boolean isDead(int maxAttempts) {
		return this.failures >= maxAttempts;
	}

	/**
	 * Counts a wrong code, and tells whether the secret was dead before; one that was
	 * replaced meanwhile is nobody's any more.
	 */
	static Transition<PendingTotp, Boolean> fail(PendingTotp current, PendingTotp tried, int maxAttempts) {
		if (!current.encryptedSecret.equals(tried.encryptedSecret)) {
			return new Transition<>(current, false);
		}
		boolean dead = current.isDead(maxAttempts);
		return new Transition<>(
				dead ? current : new PendingTotp(current.encryptedSecret, current.failures + 1, current.end), dead);
	}

	/**
	 * Takes the secret away: of several requests at once, one gets it.
	 */
	static Transition<PendingTotp, Boolean> take(PendingTotp current, PendingTotp tried, int maxAttempts, Instant now) {
		boolean taken = current.encryptedSecret.equals(tried.encryptedSecret) && !current.isDead(maxAttempts)
				&& !current.isOver(now);
		return new Transition<>(taken ? NONE : current, taken);
	}

	/**
	 * Without the secret.
	 */
	@Override
	public String toString() {
		return "PendingTotp[failures=" + this.failures + "]";
	}

	/**
	 * Counts until it waits no longer.
	 */
	record Format() implements StateRecords.Format<PendingTotp> {

		private static final int VERSION = 1;

		@Override
		public PendingTotp none() {
			return NONE;
		}

		@Override
		public @Nullable PendingTotp read(StateReader record) {
			if (record.version() != VERSION) {
				return null;
			}
			int failures = record.readInt();
			long end = record.readLong();
			return new PendingTotp(record.readRest(), failures, end);
		}

		@Override
		public byte[] write(PendingTotp pending) {
			return new StateWriter(VERSION).writeInt(pending.failures)
				.writeLong(pending.end)
				.writeRest(pending.encryptedSecret)
				.toBytes();
		}

		@Override
		public Instant endOf(PendingTotp pending) {
			return Instant.ofEpochMilli(pending.end);
		}

	}

}
