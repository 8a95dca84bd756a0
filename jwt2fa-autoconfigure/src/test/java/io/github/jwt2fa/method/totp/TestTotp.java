package io.github.jwt2fa.method.totp;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.EnrollmentClaims;
import io.github.jwt2fa.method.EnrollmentSettings;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.policy.Policies;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

/**
 * TOTP put together without an application.
 */
public final class TestTotp {

	private final TotpSettings settings;

	private final StateStore store;

	private final Clock clock;

	private final TotpCodes codes;

	public TestTotp(TotpSettings settings, StateStore store, Clock clock) {
		this.settings = settings;
		this.store = store;
		this.clock = clock;
		this.codes = new TotpCodes(settings, store, clock);
	}

	/**
	 * As most tests want it.
	 */
	static TotpSettings settings(int window) {
		return new TotpSettings("jwt2fa", window, Duration.ofMinutes(15), 5);
	}

	/**
	 * The method as far as it needs no user.
	 */
	public static TwoFactorMethodHandler method() {
		return new TotpHandler(null, null, null);
	}

	public TwoFactorMethodHandler handler(TotpSecretGetter secrets) {
		return new TotpHandler(this.codes, new TotpSecrets(secrets), null);
	}

	public static TotpSecretGetter stored(UserTwoFactorAuthDataRepository data, FernetEncryptor encryptor) {
		return new StoredTotpSecretGetter(data, encryptor);
	}

	/**
	 * As where TOTP completes a login.
	 */
	static EnrollmentClaims enrollments(TotpSettings settings, StateStore store, Clock clock) {
		return new EnrollmentClaims(Policies.none(Set.of(TwoFactorMethod.TOTP)),
				new EnrollmentSettings(settings.pendingLifetime(), Duration.ZERO), store, clock);
	}

	public TotpEnrollmentService enrollment(UserTwoFactorAuthDataRepository data, FernetEncryptor encryptor,
			TwoFactorEventPublisher events, SecureRandom random) {
		return new TotpEnrollmentService(this.settings, data, encryptor, this.codes, this.store,
				enrollments(this.settings, this.store, this.clock), TrustedDevices.off(), events, this.clock, random);
	}

	/**
	 * Whether a code is right, and its time step not yet taken.
	 */
	public boolean take(String userId, String secret, String code) {
		Long step = this.codes.matchingStep(TotpSecret.of(secret), code);
		return step != null && this.codes.take(userId, step);
	}

}
