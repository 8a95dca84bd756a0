package io.github.jwt2fa.token;

import java.time.Clock;

import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.session.LoginSessions;

/**
 * Exchanges tokens for newer ones. It tells what it rejects before it comes to the
 * session, which tells the rest itself; of a text that is no genuine token nothing is
 * told. Safe for use by several threads.
 */
public abstract class AuthTokenRefresher {

	private final TwoFactorEventPublisher events;

	AuthTokenRefresher(TwoFactorEventPublisher events) {
		this.events = events;
	}

	/**
	 * Exchanges refresh tokens for access tokens, and for new refresh tokens where they
	 * rotate.
	 * @param users verifies tokens and their users
	 * @param sessions tells what a refresh token still buys
	 * @param tokens makes new ones
	 * @param events where rejections are told
	 * @return the refresher
	 */
	public static AuthTokenRefresher ofPairs(AuthTokenUsers users, LoginSessions sessions, AuthTokenFactory tokens,
			TwoFactorEventPublisher events) {
		return new PairAuthTokenRefresher(users, sessions, tokens, events);
	}

	/**
	 * Moves the end of sliding tokens on.
	 * @param users verifies tokens and their users
	 * @param sessions tells whether a session goes on
	 * @param tokens makes new ones
	 * @param events where rejections are told
	 * @param clock the time
	 * @return the refresher
	 */
	public static AuthTokenRefresher ofSlidingTokens(AuthTokenUsers users, LoginSessions sessions,
			AuthTokenFactory tokens, TwoFactorEventPublisher events, Clock clock) {
		return new SlidingAuthTokenRefresher(users, sessions, tokens, events, clock);
	}

	/**
	 * The type of token that is exchanged.
	 * @return the type
	 */
	public abstract AuthTokenType type();

	/**
	 * Exchanges a token.
	 * @param text the text of the token
	 * @return the new tokens
	 * @throws TwoFactorException {@code token_not_valid}, {@code user_not_found} or
	 * {@code user_inactive}
	 * @throws RuntimeException if users or sessions can't be asked
	 */
	public final AuthTokens refresh(String text) {
		try {
			return exchange(text);
		}
		catch (RefusedTokenException ex) {
			this.events.publish(ex.refresh());
			throw ex;
		}
	}

	abstract AuthTokens exchange(String text);

}
