package io.github.jwt2fa.token;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused.Reason;
import io.github.jwt2fa.session.LoginSessions;

/**
 * Moves the end of a sliding token on, as long as its {@code refresh_exp} allows.
 */
record SlidingExchange(AuthTokenAuthenticator users, LoginSessions sessions, AuthTokenFactory tokens,
		SessionPolicy policy, Clock clock) implements AuthTokenRefresher.Exchange {

	private static final Set<AuthTokenType> SLIDING = Set.of(AuthTokenType.SLIDING);

	@Override
	public AuthTokenType type() {
		return AuthTokenType.SLIDING;
	}

	@Override
	public AuthTokens exchange(String text) {
		AuthTokenAuthenticator.Verified verified = this.users.verify(text, SLIDING);
		requireRefreshable(verified.token());
		if (!this.policy.allows(verified) && this.sessions.isAlive(verified.token().sessionToken())) {
			throw this.policy.refusal(verified);
		}
		if (!this.sessions.continues(verified.token().sessionToken())) {
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		// asking took its time, or the host slept
		requireRefreshable(verified.token());
		return AuthTokens.of(AuthTokenType.SLIDING, this.tokens.slide(verified));
	}

	private void requireRefreshable(AuthToken token) {
		Instant end = token.refreshExpiresAt();
		if (end == null || !this.clock.instant().isBefore(end)) {
			throw new RefusedTokenException(TwoFactorError.TOKEN_NOT_VALID, token, Reason.EXPIRED);
		}
	}

}
