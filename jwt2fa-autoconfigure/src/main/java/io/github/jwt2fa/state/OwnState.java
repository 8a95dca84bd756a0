package io.github.jwt2fa.state;

/**
 * The state of logins as the rooms use it: the application's store, under ids that only
 * we can make, so that nobody who sees it learns for whom something is counted.
 *
 * @param store the store
 */
public record OwnState(StateStore store) {

}
