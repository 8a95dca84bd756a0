package io.github.jwt2fa.method.passkey;

import java.time.Clock;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.PasswordlessMethod;
import io.github.jwt2fa.method.Proof;

/**
 * Passkeys as the whole login: the device holds a key, and verifies by a finger, a face
 * or a PIN who holds the device. Thread-safe, as its repository is.
 */
final class PasswordlessPasskeys implements PasswordlessMethod {

	private final PasskeyRepository repository;

	private final PasskeyVerifier verifier;

	private final PasskeyOptions options;

	private final CredentialReader reader = new CredentialReader();

	private final TwoFactorEventPublisher events;

	private final Clock clock;

	private final RandomIds ids;

	/**
	 * Logins by passkeys.
	 * @param repository the users' passkeys
	 * @param verifier checks signatures
	 * @param options what clients are asked for
	 * @param events where a copied key is told
	 * @param clock the time
	 * @param ids where challenges come from
	 */
	PasswordlessPasskeys(PasskeyRepository repository, PasskeyVerifier verifier, PasskeyOptions options,
			TwoFactorEventPublisher events, Clock clock, RandomIds ids) {
		this.repository = repository;
		this.verifier = verifier;
		this.options = options;
		this.events = events;
		this.clock = clock;
		this.ids = ids;
	}

	@Override
	public TwoFactorMethod method() {
		return TwoFactorMethod.PASSKEY;
	}

	@Override
	public Challenge begin() {
		String challenge = this.ids.base64Url(PasskeyHandler.CHALLENGE_BYTES);
		return new Challenge(Map.of(PasskeyHandler.CHALLENGE, challenge),
				Map.of(PasskeyHandler.PUBLIC_KEY, this.options.toLogin(challenge)));
	}

	@Override
	public IdentifiedProof identify(Map<String, String> claims, Proof proof) {
		String challenge = claims.get(PasskeyHandler.CHALLENGE);
		Credential credential = this.reader.read(proof);
		if (challenge == null || credential == null) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		Passkey passkey = this.repository.findById(credential.id());
		if (passkey == null) {
			throw new TwoFactorException(TwoFactorError.UNKNOWN_PASSKEY);
		}
		PasskeyVerifier.Assertion assertion = passkey.userHandle().equals(credential.userHandle())
				? this.verifier.verify(credential, passkey, challenge, true) : null;
		if (assertion == null) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		return new IdentifiedProof(passkey.userId(),
				new UsedPasskey(passkey, assertion, this.repository, this.events, this.clock));
	}

}
