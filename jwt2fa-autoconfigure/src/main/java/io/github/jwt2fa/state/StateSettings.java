package io.github.jwt2fa.state;

import java.time.Duration;

import io.github.jwt2fa.crypto.HmacSha256;

/**
 * How the store of the state is used.
 *
 * @param store where the state is kept, unless the application has a store of its own
 * @param keyPrefix what the keys begin with
 * @param timeout how long the store is waited for
 * @param hmac hides from who sees the store whose state it is
 */
public record StateSettings(Store store, String keyPrefix, Duration timeout, HmacSha256 hmac) {

	/**
	 * Where the state is kept.
	 */
	public enum Store {

		/** In the memory of this instance. */
		MEMORY,

		/** In Redis. */
		REDIS,

		/** In a table of the database. */
		JDBC

	}

}
