package io.github.jwt2fa.method.totp;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * The method {@code totp}: nothing is sent, the user reads the code off an app.
 */
final class TotpHandler implements TwoFactorMethodHandler {

	private final TotpCodes codes;

	private final TotpSecrets secrets;

	private final @Nullable TotpEnrollmentService enrollment;

	/**
	 * A handler.
	 * @param codes checks codes
	 * @param secrets the users' secrets
	 * @param enrollment what keeps the secrets, or {@code null} where the application
	 * does
	 */
	TotpHandler(TotpCodes codes, TotpSecrets secrets, @Nullable TotpEnrollmentService enrollment) {
		this.codes = codes;
		this.secrets = secrets;
		this.enrollment = enrollment;
	}

	@Override
	public TwoFactorMethod method() {
		return TwoFactorMethod.TOTP;
	}

	@Override
	public String amr() {
		return "otp";
	}

	@Override
	public boolean isOwn() {
		return true;
	}

	@Override
	public boolean isSent() {
		return false;
	}

	@Override
	public List<Factor> factors(TwoFactorUser user) {
		return this.secrets.isActive(user) ? List.of(Factor.single()) : List.of();
	}

	@Override
	public boolean checksSetUp() {
		return true;
	}

	@Override
	public Challenge begin(TwoFactorUser user) {
		return Challenge.none();
	}

	@Override
	public @Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
		TotpSecret secret = this.secrets.find(user);
		Long step = (secret != null) ? this.codes.matchingStep(secret, proof.code(TotpCodes.DIGITS)) : null;
		// what may have been used before the store was made counts as used; a new secret
		// is confirmed without that, since no code of it was used before
		return (step != null) ? () -> this.codes.remembers(step) && this.codes.take(user.id(), step) : null;
	}

	/**
	 * Removes the secret, and one that waits for its first code.
	 */
	@Override
	public boolean remove(String userId, @Nullable String id) {
		return this.enrollment != null && id == null && this.enrollment.remove(userId);
	}

}
