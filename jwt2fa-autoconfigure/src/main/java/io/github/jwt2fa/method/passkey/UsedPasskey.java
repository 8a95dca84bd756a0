package io.github.jwt2fa.method.passkey;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.AcceptedProof;

/**
 * A right signature of a passkey, whose counter is not yet written.
 */
final class UsedPasskey implements AcceptedProof {

	private final Passkey passkey;

	private final PasskeyVerifier.Assertion assertion;

	private final PasskeyRepository repository;

	private final TwoFactorEventPublisher events;

	private final Clock clock;

	/**
	 * A right signature.
	 * @param passkey the passkey
	 * @param assertion what it signed
	 * @param repository where the use is kept
	 * @param events where a copied key is told
	 * @param clock the time
	 */
	UsedPasskey(Passkey passkey, PasskeyVerifier.Assertion assertion, PasskeyRepository repository,
			TwoFactorEventPublisher events, Clock clock) {
		this.passkey = passkey;
		this.assertion = assertion;
		this.repository = repository;
		this.events = events;
		this.clock = clock;
	}

	@Override
	public boolean use() {
		boolean used = this.repository.updateUse(this.passkey.id(), this.assertion.signatureCounter(),
				this.assertion.backedUp(), this.clock.instant().truncatedTo(ChronoUnit.MILLIS));
		if (!used && this.repository.findById(this.passkey.id()) != null) {
			// and not removed meanwhile
			this.events.publish((client, at) -> new TwoFactorEvent.PasskeyCloned(this.passkey.userId(), client, at));
		}
		return used;
	}

	@Override
	public TwoFactorError refusal() {
		return TwoFactorError.AUTHENTICATION_FAILED;
	}

	@Override
	public boolean verifiesUser() {
		return this.assertion.userVerified();
	}

}
