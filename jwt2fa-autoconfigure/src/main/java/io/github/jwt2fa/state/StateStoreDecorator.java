package io.github.jwt2fa.state;

/**
 * Puts something before the store of the state that answers as the store does.
 */
@FunctionalInterface
public interface StateStoreDecorator {

	/**
	 * Decorates a store.
	 * @param store where the records live
	 * @return a store that answers the same
	 */
	StateStore decorate(StateStore store);

}
