package io.github.jwt2fa.state;

import org.jspecify.annotations.Nullable;

/**
 * A state store is down, or can't do what it is asked. Nobody can log in meanwhile.
 *
 * @since 0.1.0
 */
public class StateStoreException extends RuntimeException {

	/**
	 * A failure of the store.
	 * @param message what failed
	 * @param cause why, if known
	 */
	public StateStoreException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/**
	 * A failure that needs no stack trace.
	 */
	StateStoreException(String message) {
		super(message, null, false, false);
	}

}
