package io.github.jwt2fa.token;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.session.SessionToken;

/**
 * A genuine token that is good for nothing, and why. The response says less.
 */
final class RefusedTokenException extends TwoFactorException {

	private final transient SessionToken token;

	private final RefreshRefused.Reason reason;

	RefusedTokenException(TwoFactorError error, AuthToken token, RefreshRefused.Reason reason) {
		super(error);
		this.token = token.sessionToken();
		this.reason = reason;
	}

	/**
	 * The event for a refresh that comes to this end.
	 */
	TwoFactorEventPublisher.Occurrence refresh() {
		return (client, at) -> new RefreshRefused(this.token.userId(), this.token.session(), this.reason, client, at);
	}

}
