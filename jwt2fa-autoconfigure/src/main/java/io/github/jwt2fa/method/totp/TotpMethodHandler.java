package io.github.jwt2fa.method.totp;

import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.CodeClaim;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TypedCode;
import io.github.jwt2fa.token.CodeToken;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * The method {@code totp}: nothing is sent, the user reads the code off an app.
 */
public final class TotpMethodHandler implements TwoFactorMethodHandler {

	private final TotpCodes codes;

	private final TotpSecrets secrets;

	/**
	 * A handler.
	 * @param codes checks codes
	 * @param secrets the users' secrets
	 */
	public TotpMethodHandler(TotpCodes codes, TotpSecrets secrets) {
		this.codes = codes;
		this.secrets = secrets;
	}

	@Override
	public TwoFactorMethod method() {
		return TwoFactorMethod.TOTP;
	}

	@Override
	public boolean sendsCode() {
		return false;
	}

	@Override
	public Map<String, String> begin(TwoFactorUser user) {
		return Map.of();
	}

	@Override
	public @Nullable CodeClaim check(CodeToken token, TwoFactorUser user, TypedCode code) {
		TotpSecret secret = this.secrets.find(user);
		Long step = (secret != null) ? this.codes.matchingStep(secret, code.meant(TotpCodes.DIGITS)) : null;
		// what may have been used before the store was made counts as used; a new secret
		// is confirmed without that, since no code of it was used before
		return (step != null) ? () -> this.codes.remembers(step) && this.codes.take(user.id(), step) : null;
	}

}
