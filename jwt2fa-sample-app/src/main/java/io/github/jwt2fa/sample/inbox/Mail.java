package io.github.jwt2fa.sample.inbox;

import java.time.Instant;

/**
 * A mail that arrived.
 *
 * @param from the sender's address
 * @param to the address that it was delivered to
 * @param subject the subject
 * @param text the text, with {@code \n} as line end
 * @param receivedAt when it arrived
 */
record Mail(String from, String to, String subject, String text, Instant receivedAt) {

	/**
	 * Tells no code.
	 */
	@Override
	public String toString() {
		return "Mail[to=" + this.to + ", receivedAt=" + this.receivedAt + "]";
	}

}
