package io.github.jwt2fa.state;

/**
 * A bounded store holds as many records of a kind as it may. It never drops a live one to
 * make room: a forgotten counter would be a fresh limit for an attacker. Without a stack
 * trace, as it comes when there are a great many requests.
 *
 * @since 0.1.0
 */
public class StateStoreFullException extends StateStoreException {

	/**
	 * A full store.
	 * @param message what is full
	 */
	public StateStoreFullException(String message) {
		super(message);
	}

}
