package io.github.jwt2fa.web;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.login.RecentLogin;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.method.recovery.RecoveryCodeService;
import io.github.jwt2fa.security.BearerAuthenticator;
import io.github.jwt2fa.token.AuthTokenAuthenticator.Verified;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.LogoutService;
import io.github.jwt2fa.web.body.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What setting a factor up has in common, whichever it is. Thread-safe.
 */
final class FactorSetUp {

	/** The member that ends the user's other sessions. */
	static final String END_OTHER_SESSIONS = "end_other_sessions";

	private final BearerAuthenticator authenticator;

	private final RecentLogin recentLogin;

	private final TwoFactorMethods methods;

	private final LogoutService logout;

	private final @Nullable RecoveryCodeService recoveryCodes;

	/**
	 * The rules.
	 * @param authenticator finds out who sends a request
	 * @param recentLogin the rule for changes
	 * @param methods what users have set up
	 * @param logout ends other sessions
	 * @param recoveryCodes makes codes for the day when the factor is lost, or
	 * {@code null} where there are none
	 */
	FactorSetUp(BearerAuthenticator authenticator, RecentLogin recentLogin, TwoFactorMethods methods,
			LogoutService logout, @Nullable RecoveryCodeService recoveryCodes) {
		this.authenticator = authenticator;
		this.recentLogin = recentLogin;
		this.methods = methods;
		this.logout = logout;
		this.recoveryCodes = recoveryCodes;
	}

	/**
	 * Who sets a factor up. An access token needs a recent login; an enrollment token is
	 * one by itself, but adds nothing to what is enough for a login, and does not replace
	 * an app.
	 */
	Verified require(HttpServletRequest request, TwoFactorMethod method) {
		Verified verified = this.authenticator.requireOr(request, AuthTokenType.ENROLLMENT);
		if (!isFirst(verified)) {
			this.recentLogin.require(verified.token(), verified.user());
		}
		else {
			requireNone(verified, method);
		}
		return verified;
	}

	private void requireNone(Verified verified, TwoFactorMethod method) {
		if (method.equals(TwoFactorMethod.TOTP) && this.methods.isUsable(verified.user(), method)) {
			throw new TwoFactorException(TwoFactorError.TOTP_ALREADY_ACTIVE);
		}
		if (this.methods.hasOwn(verified.user())) {
			throw new TwoFactorException(TwoFactorError.SECOND_FACTOR_ALREADY_ACTIVE);
		}
	}

	/**
	 * Whether what is set up is to be the user's first factor.
	 */
	static boolean isFirst(Verified verified) {
		return verified.token().type() == AuthTokenType.ENROLLMENT;
	}

	/**
	 * Confirms a factor, and does what the client wants beside that.
	 * @param method the method of the factor
	 * @param body the request, whose other fields are read
	 * @return new recovery codes, as a member of the answer; none unless they are wanted
	 * and the user has none left
	 */
	Map<String, Object> confirm(Verified verified, TwoFactorMethod method, RequestBody body, Runnable confirmation) {
		boolean endsOthers = body.flag(END_OTHER_SESSIONS);
		boolean wantsCodes = body.flag(RecoveryCodeEndpoints.CODES);
		body.requireNoFaults();
		if (isFirst(verified)) {
			// once more: a client may take its time with the body
			requireNone(verified, method);
			// after that: whoever finds the factors gone finds that they were removed,
			// too
			this.authenticator.requireCurrent(verified.token());
		}
		boolean issued = this.recoveryCodes != null && this.recoveryCodes.deleteStale(verified.user());
		confirmation.run();
		if (this.recoveryCodes != null && issued) {
			this.recoveryCodes.endIssued(verified.token().userId());
		}
		if (endsOthers) {
			this.logout.logoutOthers(verified.token());
		}
		List<String> codes = (this.recoveryCodes != null && wantsCodes)
				? this.recoveryCodes.createIfNone(verified.user()) : List.of();
		return codes.isEmpty() ? Map.of() : Map.of(RecoveryCodeEndpoints.CODES, codes);
	}

}
