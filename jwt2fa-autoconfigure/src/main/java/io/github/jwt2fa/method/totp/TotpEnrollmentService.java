package io.github.jwt2fa.method.totp;

import java.security.SecureRandom;
import java.time.Clock;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEvent.TotpConfirmationFailed;
import io.github.jwt2fa.event.TwoFactorEvent.TotpConfirmationFailed.Reason;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.EnrollmentClaims;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.jspecify.annotations.Nullable;

/**
 * Sets TOTP up: a secret becomes active with its first right code, and until then the one
 * before goes on working. Thread-safe, as its store and its repository are.
 *
 * @since 0.1.0
 */
public final class TotpEnrollmentService {

	private static final Refusal NO_LONGER_PENDING = new Refusal(TwoFactorError.NO_PENDING_TOTP,
			Reason.NO_PENDING_SECRET);

	private static final Refusal TOO_MANY_ATTEMPTS = new Refusal(TwoFactorError.TOO_MANY_AUTH_ATTEMPTS,
			Reason.TOO_MANY_ATTEMPTS);

	/**
	 * Each lost round means that another request won one. Within a transaction of the
	 * caller that sees nothing of what others write, none is won any more.
	 */
	private static final int MAX_ROUNDS = 100;

	private final TotpSettings settings;

	private final UserTwoFactorAuthDataRepository repository;

	private final FernetEncryptor encryptor;

	private final TotpCodes codes;

	private final StateRecords<PendingTotp> pending;

	private final EnrollmentClaims enrollments;

	private final TrustedDevices devices;

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
	 * @param enrollments which of several first factors wins
	 * @param devices what is trusted no longer once a secret is replaced
	 * @param events where changes are published
	 * @param clock the time
	 * @param random where secrets come from
	 */
	TotpEnrollmentService(TotpSettings settings, UserTwoFactorAuthDataRepository repository, FernetEncryptor encryptor,
			TotpCodes codes, StateStore store, EnrollmentClaims enrollments, TrustedDevices devices,
			TwoFactorEventPublisher events, Clock clock, SecureRandom random) {
		this.settings = settings;
		this.repository = repository;
		this.encryptor = encryptor;
		this.codes = codes;
		this.pending = new StateRecords<>(store, "totp-pending", new PendingTotp.Format(), clock);
		this.enrollments = enrollments;
		this.devices = devices;
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
	 * Makes the pending secret the active one, and TOTP the user's method. An active
	 * secret is replaced, and then no device of the user is trusted any longer.
	 * @param user the user
	 * @param code the first code, as the user typed it
	 * @throws TwoFactorException {@code no_pending_totp}, {@code too_many_auth_attempts}
	 * or {@code invalid_totp_code}
	 */
	public void confirm(TwoFactorUser user, String code) {
		confirm(user, Proof.of(code));
	}

	/**
	 * Makes the pending secret the active one, by a code that may have come as a number.
	 * @param user the user
	 * @param code the first code
	 * @throws TwoFactorException as {@link #confirm(TwoFactorUser, String)}
	 */
	public void confirm(TwoFactorUser user, Proof code) {
		// before the pending secret is read: another confirmation may begin and end in
		// between
		UserTwoFactorAuthData data = this.repository.findByUserId(user.id());
		String replaced = (data != null) ? data.encryptedTotpSecret() : null;
		confirm(user, code, (taken) -> {
			if (replaced != null) {
				// first: where that fails, the old secret is there still
				this.devices.endAll(user.id());
			}
			return save(user, taken, replaced) ? null : NO_LONGER_PENDING;
		});
		if (replaced != null) {
			// a login by the old secret may have come to its end in between
			this.devices.endAll(user.id());
		}
	}

	/**
	 * Makes the pending secret the active one for a user who has none yet, and TOTP the
	 * user's method. Of several first factors at once, one succeeds.
	 * @param user the user
	 * @param code the first code
	 * @throws TwoFactorException as {@link #confirm(TwoFactorUser, String)}, and
	 * {@code totp_already_active} or {@code second_factor_already_active}
	 */
	public void confirmFirst(TwoFactorUser user, Proof code) {
		confirm(user, code, (taken) -> saveFirst(user, taken));
	}

	private void confirm(TwoFactorUser user, Proof code, Activation activation) {
		Refusal refusal = tryToConfirm(user, code, activation);
		if (refusal != null) {
			this.events.publish((client, at) -> new TotpConfirmationFailed(user.id(), refusal.reason(), client, at));
			throw new TwoFactorException(refusal.error());
		}
		this.events.publish((client, at) -> new TwoFactorEvent.TotpActivated(user.id(), client, at));
	}

	private @Nullable Refusal tryToConfirm(TwoFactorUser user, Proof code, Activation activation) {
		PendingTotp tried = this.pending.read(user.id()).value();
		String secret = isOver(tried) ? null : this.encryptor.decrypt(tried.encryptedSecret());
		if (secret == null) {
			return NO_LONGER_PENDING;
		}
		if (tried.isDead(this.settings.maxAttempts())) {
			return TOO_MANY_ATTEMPTS;
		}
		Long step = this.codes.matchingStep(TotpSecret.of(secret), code.code(TotpCodes.DIGITS));
		if (step == null || !this.codes.take(user.id(), step)) {
			boolean dead = this.pending.update(user.id(),
					(current) -> PendingTotp.fail(current, tried, this.settings.maxAttempts()));
			return isOver(tried) ? NO_LONGER_PENDING
					: dead ? TOO_MANY_ATTEMPTS : new Refusal(TwoFactorError.INVALID_TOTP_CODE,
							(step == null) ? Reason.WRONG_CODE : Reason.CODE_ALREADY_USED);
		}
		boolean taken = this.pending.update(user.id(),
				(current) -> PendingTotp.take(current, tried, this.settings.maxAttempts(), this.clock.instant()));
		// the time is asked once more after the write: it may have run out in the middle
		if (!taken || isOver(tried)) {
			return NO_LONGER_PENDING;
		}
		return activate(user, tried, activation);
	}

	private boolean isOver(PendingTotp pendingTotp) {
		return pendingTotp.isOver(this.clock.instant());
	}

	private @Nullable Refusal activate(TwoFactorUser user, PendingTotp taken, Activation activation) {
		try {
			return activation.activate(taken);
		}
		catch (RuntimeException ex) {
			// a store is down: the user may try again with the next code
			giveBack(user, taken);
			throw ex;
		}
	}

	private void giveBack(TwoFactorUser user, PendingTotp taken) {
		this.pending.update(user.id(), (current) -> new Transition<>(current.isNone() ? taken : current, true));
	}

	private boolean save(TwoFactorUser user, PendingTotp taken, @Nullable String replaced) {
		return this.repository.saveIfSecretIs(replaced,
				new UserTwoFactorAuthData(user.id(), TwoFactorMethod.TOTP, taken.encryptedSecret()));
	}

	private @Nullable Refusal saveFirst(TwoFactorUser user, PendingTotp taken) {
		try {
			return this.enrollments.confirm(user, TwoFactorMethod.TOTP, () -> {
				if (!save(user, taken, null)) {
					throw new TwoFactorException(TwoFactorError.TOTP_ALREADY_ACTIVE);
				}
				return null;
			});
		}
		catch (TwoFactorException ex) {
			if (ex.error() == TwoFactorError.SECOND_FACTOR_ALREADY_ACTIVE) {
				// the other one may fail yet
				giveBack(user, taken);
			}
			return new Refusal(ex.error(), Reason.ALREADY_ACTIVE);
		}
	}

	/**
	 * Removes a user's secret, and one that waits for its first code. The user's choice
	 * of a method stays.
	 * @return whether there was an active one
	 */
	boolean remove(String userId) {
		this.pending.update(userId, (current) -> new Transition<>(PendingTotp.NONE, true));
		for (int round = 0; round < MAX_ROUNDS; round++) {
			UserTwoFactorAuthData data = this.repository.findByUserId(userId);
			if (data == null || data.encryptedTotpSecret() == null || data.encryptedTotpSecret().isEmpty()) {
				return false;
			}
			if (this.repository.saveIfSecretIs(data.encryptedTotpSecret(),
					new UserTwoFactorAuthData(userId, data.preferredMethod(), null))) {
				return true;
			}
			// replaced meanwhile
		}
		throw new IllegalStateException("The TOTP secret could not be removed: it is never as it was read");
	}

	/**
	 * Why a secret is not confirmed.
	 *
	 * @param error the error that is returned to the client
	 * @param reason the reason that is published to the application
	 */
	private record Refusal(TwoFactorError error, Reason reason) {
	}

	/**
	 * What makes a secret the active one.
	 */
	private interface Activation {

		@Nullable Refusal activate(PendingTotp taken);

	}

}
