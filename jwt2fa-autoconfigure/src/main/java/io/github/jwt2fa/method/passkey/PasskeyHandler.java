package io.github.jwt2fa.method.passkey;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * The method {@code passkey}: a device signs a challenge that the code token carries, so
 * that nothing is kept before. Thread-safe, as its repository is.
 */
final class PasskeyHandler implements TwoFactorMethodHandler {

	/** What is to be signed, in the claims of a token. */
	static final String CHALLENGE = "challenge";

	/** The options for the client, in an answer. */
	static final String PUBLIC_KEY = "public_key";

	static final int CHALLENGE_BYTES = 32;

	private final PasskeyRepository repository;

	private final PasskeyVerifier verifier;

	private final PasskeyOptions options;

	private final CredentialReader reader = new CredentialReader();

	private final TwoFactorEventPublisher events;

	private final Clock clock;

	private final RandomIds ids;

	/**
	 * A handler.
	 * @param repository the users' passkeys
	 * @param verifier checks signatures
	 * @param options what clients are asked for
	 * @param events where a copied key is told
	 * @param clock the time
	 * @param ids where challenges come from
	 */
	PasskeyHandler(PasskeyRepository repository, PasskeyVerifier verifier, PasskeyOptions options,
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

	/**
	 * Proof of possession of a key.
	 */
	@Override
	public String amr() {
		return "pop";
	}

	@Override
	public String factor() {
		return FactorGrantedAuthority.WEBAUTHN_AUTHORITY;
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
	public boolean takesCode() {
		return false;
	}

	/**
	 * Where the device asks for a finger or a PIN, which the signature tells of.
	 */
	@Override
	public boolean verifiesUser() {
		return true;
	}

	@Override
	public List<Factor> factors(TwoFactorUser user) {
		return this.repository.findByUserId(user.id()).stream().map(PasskeyHandler::factor).toList();
	}

	/**
	 * A passkey as a settings page shows it: times in seconds.
	 */
	static Factor factor(Passkey passkey) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("label", passkey.label());
		members.put("created_at", passkey.createdAt().getEpochSecond());
		if (passkey.lastUsedAt() != null) {
			members.put("last_used_at", passkey.lastUsedAt().getEpochSecond());
		}
		members.put("synced", passkey.backedUp());
		members.put("aaguid", passkey.aaguid().toString());
		return new Factor(passkey.id(), members);
	}

	@Override
	public boolean checksSetUp() {
		return true;
	}

	@Override
	public Challenge begin(TwoFactorUser user) {
		String challenge = this.ids.base64Url(CHALLENGE_BYTES);
		return new Challenge(Map.of(CHALLENGE, challenge),
				Map.of(PUBLIC_KEY, this.options.toShow(challenge, this.repository.findByUserId(user.id()))));
	}

	@Override
	public @Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
		String challenge = claims.get(CHALLENGE);
		Credential credential = this.reader.read(proof);
		Passkey passkey = (challenge != null && credential != null) ? this.repository.findById(credential.id()) : null;
		if (challenge == null || credential == null || passkey == null || !passkey.userId().equals(user.id())
				|| !isOf(credential.userHandle(), passkey)) {
			return null;
		}
		PasskeyVerifier.Assertion assertion = this.verifier.verify(credential, passkey, challenge, false);
		return (assertion != null) ? new UsedPasskey(passkey, assertion, this.repository, this.events, this.clock)
				: null;
	}

	/**
	 * A device that was told which passkey to use may leave out whom it takes for its
	 * user.
	 */
	private static boolean isOf(@Nullable String userHandle, Passkey passkey) {
		return userHandle == null || userHandle.equals(passkey.userHandle());
	}

	@Override
	public boolean remove(String userId, @Nullable String id) {
		return (id != null) ? this.repository.delete(userId, id) : this.repository.deleteByUserId(userId);
	}

}
