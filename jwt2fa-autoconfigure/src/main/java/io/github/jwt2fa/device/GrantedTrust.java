package io.github.jwt2fa.device;

import java.time.Instant;

/**
 * What a client gets for a device that is trusted from now on. Nobody can tell the token
 * again.
 *
 * @param token what the client shows beside the password next time
 * @param endsAt when it is good for nothing any more
 * @since 0.1.0
 */
public record GrantedTrust(String token, Instant endsAt) {

	/**
	 * The end alone.
	 */
	@Override
	public String toString() {
		return "GrantedTrust[endsAt=" + this.endsAt + "]";
	}

}
