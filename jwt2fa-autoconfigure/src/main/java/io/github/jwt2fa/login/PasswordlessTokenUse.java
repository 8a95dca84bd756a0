package io.github.jwt2fa.login;

import java.time.Instant;

import io.github.jwt2fa.state.StateReader;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * Whether a token of a login without a password was used.
 *
 * @param end milliseconds of the epoch at which the token that was used is expired
 * anyway; zero for one that was not
 */
record PasswordlessTokenUse(long end) {

	private static final PasswordlessTokenUse NONE = new PasswordlessTokenUse(0);

	boolean isUsed() {
		return this.end > 0;
	}

	/**
	 * Uses the token, and tells whether it was not used before.
	 */
	Transition<PasswordlessTokenUse, Boolean> use(PasswordlessToken token) {
		return isUsed() ? new Transition<>(this, false)
				: new Transition<>(new PasswordlessTokenUse(token.expiresAt().toEpochMilli()), true);
	}

	/**
	 * Gives the token back, for which nothing was issued after all.
	 */
	Transition<PasswordlessTokenUse, Boolean> giveBack() {
		return new Transition<>(NONE, isUsed());
	}

	/**
	 * Counts until the token says itself that it is expired.
	 */
	record Format() implements StateRecords.Format<PasswordlessTokenUse> {

		private static final int VERSION = 1;

		@Override
		public PasswordlessTokenUse none() {
			return NONE;
		}

		@Override
		public @Nullable PasswordlessTokenUse read(StateReader record) {
			return (record.version() == VERSION) ? new PasswordlessTokenUse(record.readLong()) : null;
		}

		@Override
		public byte[] write(PasswordlessTokenUse use) {
			return new StateWriter(VERSION).writeLong(use.end).toBytes();
		}

		@Override
		public Instant endOf(PasswordlessTokenUse use) {
			return Instant.ofEpochMilli(use.end);
		}

	}

}
