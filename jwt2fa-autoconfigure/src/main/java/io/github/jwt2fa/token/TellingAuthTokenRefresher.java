package io.github.jwt2fa.token;

import java.util.Map;

import io.github.jwt2fa.event.TwoFactorEventPublisher;

/**
 * Tells what another refresher refuses before it comes to the session, which tells the
 * rest itself. Of a text that is no genuine token nothing is told.
 */
public final class TellingAuthTokenRefresher implements AuthTokenRefresher {

	private final AuthTokenRefresher refresher;

	private final TwoFactorEventPublisher events;

	/**
	 * A refresher that tells.
	 * @param refresher refreshes
	 * @param events where refusals are told
	 */
	public TellingAuthTokenRefresher(AuthTokenRefresher refresher, TwoFactorEventPublisher events) {
		this.refresher = refresher;
		this.events = events;
	}

	@Override
	public AuthTokenType type() {
		return this.refresher.type();
	}

	@Override
	public String member() {
		return this.refresher.member();
	}

	@Override
	public Map<String, Object> refresh(String text) {
		try {
			return this.refresher.refresh(text);
		}
		catch (RefusedTokenException ex) {
			this.events.publish(ex.refresh());
			throw ex;
		}
	}

}
