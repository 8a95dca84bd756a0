package io.github.jwt2fa.token;

import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.TwoFactorUser;

/**
 * A login whose every step succeeded, and which now buys tokens.
 *
 * @param user the user
 * @param method the method that completed it
 * @param amr how the user proved who it is, as the claim {@code amr} says it
 * (<a href="https://www.rfc-editor.org/rfc/rfc8176.html">RFC 8176</a>)
 * @param at when it was completed
 * @param session the id of the login, which all its tokens carry
 */
public record CompletedLogin(TwoFactorUser user, TwoFactorMethod method, List<String> amr, Instant at, String session) {

	public CompletedLogin {
		amr = List.copyOf(amr);
	}

	AuthTokenSubject subject() {
		return new AuthTokenSubject(this.user.id(), this.session, this.at, this.amr);
	}

}
