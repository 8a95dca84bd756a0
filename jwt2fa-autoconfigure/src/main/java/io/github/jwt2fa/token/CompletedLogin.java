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
 * @param at when it was completed
 * @param session the id of the login, which all its tokens carry
 */
public record CompletedLogin(TwoFactorUser user, TwoFactorMethod method, Instant at, String session) {

	/**
	 * How the user proved who it is, in the terms of RFC 8176: a password, and a code
	 * received elsewhere ({@code mca}) or made by an app ({@code otp}).
	 * @return the values of the claim {@code amr}
	 */
	public List<String> amr() {
		if (this.method.equals(TwoFactorMethod.NO_2FA)) {
			return List.of("pwd");
		}
		return List.of("pwd", this.method.equals(TwoFactorMethod.TOTP) ? "otp" : "mca", "mfa");
	}

	AuthTokenSubject subject() {
		return new AuthTokenSubject(this.user.id(), this.session, this.at, amr());
	}

}
