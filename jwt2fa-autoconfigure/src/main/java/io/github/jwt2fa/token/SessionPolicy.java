package io.github.jwt2fa.token;

import io.github.jwt2fa.FactorRequiredException;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused.Reason;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.session.SessionToken;

/**
 * Holds sessions to what a policy requires of their users by now: one who becomes an
 * administrator, or whose time of grace ends, shows it before the next refresh.
 */
record SessionPolicy(TwoFactorMethods methods, LoginSessions sessions, TwoFactorEventPublisher events) {

	/**
	 * Whether the session of a token may go on.
	 */
	boolean allows(AuthTokenAuthenticator.Verified verified) {
		AuthToken token = verified.token();
		return this.methods.mayGoOn(verified.user(), token.amr(), () -> this.sessions.methodOf(token.sessionToken()));
	}

	/**
	 * The refusal of a session that may not go on. It costs nothing: the token stays good
	 * for the day when the policy allows it again.
	 */
	FactorRequiredException refusal(AuthTokenAuthenticator.Verified verified) {
		SessionToken token = verified.token().sessionToken();
		this.events.publish((client, at) -> new RefreshRefused(token.userId(), token.session(), Reason.FACTOR_REQUIRED,
				client, at));
		return new FactorRequiredException(this.methods.requiredFactors(verified.user()));
	}

}
