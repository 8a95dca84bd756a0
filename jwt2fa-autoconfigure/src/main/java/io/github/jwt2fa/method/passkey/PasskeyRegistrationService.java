package io.github.jwt2fa.method.passkey;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.EnrollmentClaims;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.jspecify.annotations.Nullable;

/**
 * Sets passkeys up. Nothing is kept before the credential is there: what is known
 * meanwhile stands in a token. Thread-safe, as its repositories are.
 *
 * @since 0.1.0
 */
public final class PasskeyRegistrationService {

	/** More than anybody has devices: what is offered to a client is no long list. */
	static final int MAX_PASSKEYS = 20;

	private static final int USER_HANDLE_BYTES = 32;

	private final PasskeyRepository repository;

	private final PasskeyVerifier verifier;

	private final PasskeyOptions options;

	private final PasskeySetupTokens tokens;

	private final CredentialReader reader = new CredentialReader();

	private final TwoFactorMethods methods;

	private final @Nullable UserTwoFactorAuthDataRepository choices;

	private final EnrollmentClaims enrollments;

	private final TwoFactorEventPublisher events;

	private final Clock clock;

	private final RandomIds ids;

	/**
	 * A service.
	 * @param repository the users' passkeys
	 * @param verifier checks new ones
	 * @param options what clients are asked for
	 * @param tokens keep what is known of a passkey that is being set up
	 * @param methods tells the users' methods
	 * @param choices where the users' methods are kept, or {@code null} where the
	 * application has them elsewhere
	 * @param enrollments which of several first factors wins
	 * @param events where a new passkey is told
	 * @param clock the time
	 * @param ids where challenges and user handles come from
	 */
	PasskeyRegistrationService(PasskeyRepository repository, PasskeyVerifier verifier, PasskeyOptions options,
			PasskeySetupTokens tokens, TwoFactorMethods methods, @Nullable UserTwoFactorAuthDataRepository choices,
			EnrollmentClaims enrollments, TwoFactorEventPublisher events, Clock clock, RandomIds ids) {
		this.repository = repository;
		this.verifier = verifier;
		this.options = options;
		this.tokens = tokens;
		this.methods = methods;
		this.choices = choices;
		this.enrollments = enrollments;
		this.events = events;
		this.clock = clock;
		this.ids = ids;
	}

	/**
	 * Begins to set a passkey up.
	 * @param user the user
	 * @return what the client needs
	 * @throws TwoFactorException {@code too_many_passkeys} if the user has 20
	 */
	public PasskeySetup setUp(TwoFactorUser user) {
		List<Passkey> known = this.repository.findByUserId(user.id());
		requireRoom(known);
		String userHandle = known.isEmpty() ? this.ids.base64Url(USER_HANDLE_BYTES) : known.get(0).userHandle();
		String challenge = this.ids.base64Url(PasskeyHandler.CHALLENGE_BYTES);
		String token = this.tokens.encode(new PasskeySetupTokens.Pending(user.id(), userHandle, challenge));
		return new PasskeySetup(token, this.options.toCreate(user, userHandle, challenge, known));
	}

	/**
	 * Keeps the passkey that a client made, and makes {@code passkey} the user's method
	 * where that was one that is sent, or completes no login. Who logs in by a password
	 * alone goes on doing so.
	 * @param user the user
	 * @param token the token that came with the options
	 * @param credential what the client made
	 * @param label the name that the user gave it, up to 64 characters, or {@code null}
	 * for none
	 * @return the passkey
	 * @throws TwoFactorException {@code invalid_passkey} if the token is none of the
	 * user's or past its end, if anything about the credential is wrong, or if its id is
	 * known already, whoever's it is; {@code too_many_passkeys}
	 * @throws IllegalArgumentException if the label {@linkplain Passkey#isLabel can't be}
	 * one
	 */
	public Passkey confirm(TwoFactorUser user, String token, Proof credential, @Nullable String label) {
		Passkey passkey = verified(user, token, this.reader.read(credential), (label != null) ? label : "");
		keep(user, passkey);
		return passkey;
	}

	/**
	 * Keeps the passkey of a user who has no factor yet that is enough. Of several first
	 * factors at once, one succeeds; a credential that is wrong is in no other one's way.
	 * @param user the user
	 * @param token as in {@link #confirm}
	 * @param credential as in {@link #confirm}
	 * @param label as in {@link #confirm}
	 * @return the passkey
	 * @throws TwoFactorException as {@link #confirm}, and
	 * {@code second_factor_already_active}
	 */
	public Passkey confirmFirst(TwoFactorUser user, String token, Proof credential, @Nullable String label) {
		Passkey passkey = verified(user, token, this.reader.read(credential), (label != null) ? label : "");
		return this.enrollments.confirm(user, TwoFactorMethod.PASSKEY, () -> {
			keep(user, passkey);
			return passkey;
		});
	}

	private void keep(TwoFactorUser user, Passkey passkey) {
		List<Passkey> known = this.repository.findByUserId(user.id());
		requireRoom(known);
		// whoever got two in the past goes on with the older one
		requireSameHandle(passkey, known.stream().limit(1));
		if (!this.repository.insert(passkey)) {
			throw new TwoFactorException(TwoFactorError.INVALID_PASSKEY);
		}
		requireRoomBeside(known, passkey);
		// before anything else may fail: whoever has it can log in
		this.events.publish((client, at) -> new TwoFactorEvent.PasskeyAdded(user.id(), client, at));
		choose(user);
	}

	/**
	 * Two that were begun before there was one have two handles.
	 */
	private static void requireSameHandle(Passkey passkey, Stream<Passkey> others) {
		if (!others.allMatch((other) -> other.userHandle().equals(passkey.userHandle()))) {
			throw new TwoFactorException(TwoFactorError.INVALID_PASSKEY);
		}
	}

	private Passkey verified(TwoFactorUser user, String token, @Nullable Credential credential, String label) {
		PasskeySetupTokens.Pending pending = this.tokens.decode(token);
		boolean theirs = pending != null && pending.userId().equals(user.id());
		PasskeyVerifier.Registration registration = (pending != null && theirs && credential != null)
				? this.verifier.verify(credential, pending.challenge()) : null;
		if (pending == null || credential == null || registration == null) {
			throw new TwoFactorException(TwoFactorError.INVALID_PASSKEY);
		}
		return Passkey.withId(credential.id())
			.userId(user.id())
			.userHandle(pending.userHandle())
			.publicKey(registration.publicKey())
			.signatureCounter(registration.signatureCounter())
			.backupEligible(registration.backupEligible())
			.backedUp(registration.backedUp())
			.aaguid(registration.aaguid())
			.transports(credential.transports())
			.label(label)
			.createdAt(this.clock.instant().truncatedTo(ChronoUnit.MILLIS))
			.build();
	}

	private static void requireRoom(List<Passkey> known) {
		if (known.size() >= MAX_PASSKEYS) {
			throw new TwoFactorException(TwoFactorError.TOO_MANY_PASSKEYS);
		}
	}

	/**
	 * Others may have been confirmed at the same time. Which was first nobody knows,
	 * since clocks differ: of two with different handles both may go.
	 */
	private void requireRoomBeside(List<Passkey> known, Passkey passkey) {
		Set<String> before = known.stream().map(Passkey::id).collect(Collectors.toSet());
		List<Passkey> all = this.repository.findByUserId(passkey.userId());
		try {
			requireSameHandle(passkey, all.stream().filter((other) -> !before.contains(other.id())));
			if (all.size() > MAX_PASSKEYS) {
				throw new TwoFactorException(TwoFactorError.TOO_MANY_PASSKEYS);
			}
		}
		catch (TwoFactorException ex) {
			this.repository.delete(passkey.userId(), passkey.id());
			throw ex;
		}
	}

	private void choose(TwoFactorUser user) {
		TwoFactorMethod chosen = this.methods.preferred(user);
		if (this.choices == null || chosen.equals(TwoFactorMethod.NO_2FA) || !this.methods.isKnown(chosen)
				|| !this.methods.isEnough(user, TwoFactorMethod.PASSKEY, null)) {
			return;
		}
		if (!this.methods.isEnough(user, chosen, null) || this.methods.handler(chosen).isSent()) {
			this.choices.savePreferredMethod(user.id(), TwoFactorMethod.PASSKEY);
		}
	}

	/**
	 * What the devices of a user know the user by: a client tells password managers by it
	 * which passkeys there are still (<a href=
	 * "https://www.w3.org/TR/webauthn-3/#sctn-signalAllAcceptedCredentials">WebAuthn
	 * Level 3, section 5.1.10.2</a>).
	 * @param userId the user's id
	 * @return 32 bytes in base64url, or {@code null} if the user has no passkey
	 */
	public @Nullable String userHandle(String userId) {
		return this.repository.findByUserId(userId).stream().findFirst().map(Passkey::userHandle).orElse(null);
	}

	/**
	 * A passkey as a settings page shows it.
	 * @param passkey a passkey
	 * @return its id and what else is shown, times in seconds
	 */
	public Factor factor(Passkey passkey) {
		return PasskeyHandler.factor(passkey);
	}

}
