package io.github.jwt2fa.method.passkey;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.user.TwoFactorUser;

/**
 * A method that a user may have chosen before: one that is sent, or one of the user's
 * own.
 */
record OtherMethod(TwoFactorMethod method, boolean isSent) implements TwoFactorMethodHandler {

	@Override
	public boolean isOwn() {
		return !this.isSent;
	}

	@Override
	public List<Factor> factors(TwoFactorUser user) {
		return List.of();
	}

	@Override
	public Challenge begin(TwoFactorUser user) {
		return Challenge.none();
	}

	@Override
	public AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
		return null;
	}

	@Override
	public boolean remove(String userId, String id) {
		return false;
	}

}
