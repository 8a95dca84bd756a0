package io.github.jwt2fa.token;

import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.measure.Step;
import io.github.jwt2fa.measure.StepObserver;

/**
 * Exchanges tokens for newer ones. It tells what it rejects before it comes to the
 * session, which tells the rest itself; of a text that is no genuine token nothing is
 * told. Safe for use by several threads.
 */
public final class AuthTokenRefresher {

	private final Exchange exchange;

	private final TwoFactorEventPublisher events;

	private final StepObserver steps;

	/**
	 * A refresher.
	 * @param exchange what is exchanged for what
	 * @param events where rejections are told
	 * @param steps sees each exchange
	 */
	AuthTokenRefresher(Exchange exchange, TwoFactorEventPublisher events, StepObserver steps) {
		this.exchange = exchange;
		this.events = events;
		this.steps = steps;
	}

	/**
	 * The type of token that is exchanged.
	 * @return the type
	 */
	public AuthTokenType type() {
		return this.exchange.type();
	}

	/**
	 * Exchanges a token.
	 * @param text the text of the token
	 * @return the new tokens
	 * @throws TwoFactorException {@code token_not_valid}, {@code user_not_found},
	 * {@code user_inactive} or, as a {@link io.github.jwt2fa.FactorRequiredException},
	 * {@code insufficient_user_authentication}
	 * @throws RuntimeException if users or sessions can't be asked
	 */
	public AuthTokens refresh(String text) {
		return this.steps.observe(Step.REFRESH, () -> exchange(text));
	}

	private AuthTokens exchange(String text) {
		try {
			return this.exchange.exchange(text);
		}
		catch (RefusedTokenException ex) {
			this.events.publish(ex.refresh());
			throw ex;
		}
	}

	/**
	 * What is exchanged for what.
	 */
	interface Exchange {

		/**
		 * The type of token that is exchanged.
		 */
		AuthTokenType type();

		/**
		 * Exchanges a token.
		 * @throws TwoFactorException as {@link AuthTokenRefresher#refresh}
		 */
		AuthTokens exchange(String text);

	}

}
