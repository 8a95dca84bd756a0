package io.github.jwt2fa.enrollment;

import java.security.SecureRandom;
import java.time.Clock;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.SecretEncryptor;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.TypedCode;
import io.github.jwt2fa.method.totp.ProvisioningUri;
import io.github.jwt2fa.method.totp.TotpCodes;
import io.github.jwt2fa.method.totp.TotpSecret;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

/**
 * Sets TOTP up: a secret becomes active with its first right code, and until then the one
 * before goes on working.
 */
public final class TotpEnrollmentService {

	private final EnrollmentSettings settings;

	private final UserTwoFactorAuthDataRepository repository;

	private final SecretEncryptor encryptor;

	private final TotpCodes codes;

	private final StateRecords<PendingTotp> pending;

	private final TwoFactorEventPublisher events;

	private final Clock clock;

	private final SecureRandom random;

	/**
	 * A service.
	 * @param settings how TOTP is set up
	 * @param repository where active secrets are kept
	 * @param encryptor encrypts them
	 * @param codes checks codes
	 * @param store where pending secrets are kept
	 * @param events where changes are told
	 * @param clock the time
	 * @param random where secrets come from
	 */
	public TotpEnrollmentService(EnrollmentSettings settings, UserTwoFactorAuthDataRepository repository,
			SecretEncryptor encryptor, TotpCodes codes, StateStore store, TwoFactorEventPublisher events, Clock clock,
			SecureRandom random) {
		this.settings = settings;
		this.repository = repository;
		this.encryptor = encryptor;
		this.codes = codes;
		this.pending = new StateRecords<>(store, "totp-pending", new PendingTotp.Format(clock));
		this.events = events;
		this.clock = clock;
		this.random = random;
	}

	/**
	 * Makes a pending secret, in place of another that may be pending.
	 * @param user the user
	 * @return what the app needs
	 */
	public TotpSetup setUp(TwoFactorUser user) {
		TotpSecret secret = TotpSecret.generate(this.random);
		PendingTotp fresh = new PendingTotp(this.encryptor.encrypt(secret.text()), 0,
				this.clock.instant().plus(this.settings.pendingLifetime()).toEpochMilli());
		this.pending.update(user.id(), (current) -> new Transition<>(fresh, true));
		return new TotpSetup(secret.text(), ProvisioningUri.of(this.settings.issuer(), user.username(), secret));
	}

	/**
	 * Makes the pending secret the active one, and TOTP the user's method.
	 * @param user the user
	 * @param code the first code, as the user typed it
	 * @throws TwoFactorException {@code no_pending_totp}, {@code too_many_auth_attempts}
	 * or {@code invalid_totp_code}
	 */
	public void confirm(TwoFactorUser user, String code) {
		confirm(user, TypedCode.of(code));
	}

	/**
	 * Makes the pending secret the active one, by a code that may have come as a number.
	 * @param user the user
	 * @param code the first code
	 * @throws TwoFactorException as {@link #confirm(TwoFactorUser, String)}
	 */
	public void confirm(TwoFactorUser user, TypedCode code) {
		PendingTotp tried = this.pending.read(user.id()).value();
		String secret = tried.isOver(this.clock.instant()) ? null : this.encryptor.decrypt(tried.encryptedSecret());
		if (secret == null) {
			throw new TwoFactorException(TwoFactorError.NO_PENDING_TOTP);
		}
		if (tried.isDead(this.settings.maxAttempts())) {
			throw new TwoFactorException(TwoFactorError.TOO_MANY_AUTH_ATTEMPTS);
		}
		Long step = this.codes.matchingStep(TotpSecret.of(secret), code.meant(TotpCodes.DIGITS));
		if (step == null || !this.codes.take(user.id(), step)) {
			boolean dead = this.pending.update(user.id(),
					(current) -> PendingTotp.fail(current, tried, this.settings.maxAttempts()));
			refuseOver(tried);
			throw new TwoFactorException(
					dead ? TwoFactorError.TOO_MANY_AUTH_ATTEMPTS : TwoFactorError.INVALID_TOTP_CODE);
		}
		boolean taken = this.pending.update(user.id(),
				(current) -> PendingTotp.take(current, tried, this.settings.maxAttempts(), this.clock.instant()));
		if (!taken) {
			throw new TwoFactorException(TwoFactorError.NO_PENDING_TOTP);
		}
		refuseOver(tried);
		activate(user, tried);
		this.events.publish((client, at) -> new TwoFactorEvent.TotpActivated(user.id(), client, at));
	}

	/**
	 * The time is asked once more after the write: it may have run out in the middle.
	 */
	private void refuseOver(PendingTotp tried) {
		if (tried.isOver(this.clock.instant())) {
			throw new TwoFactorException(TwoFactorError.NO_PENDING_TOTP);
		}
	}

	private void activate(TwoFactorUser user, PendingTotp taken) {
		try {
			this.repository.save(new UserTwoFactorAuthData(user.id(), TwoFactorMethod.TOTP, taken.encryptedSecret()));
		}
		catch (RuntimeException ex) {
			// the database is down: the user may try again with the next code
			this.pending.update(user.id(), (current) -> new Transition<>(current.isNone() ? taken : current, true));
			throw ex;
		}
	}

	/**
	 * Forgets a pending secret.
	 */
	void forget(String userId) {
		this.pending.update(userId, (current) -> new Transition<>(PendingTotp.NONE, true));
	}

}
