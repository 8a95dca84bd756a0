package io.github.jwt2fa.login;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.token.AuthTokenSubject;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * What is issued for a right password: together with a code it completes a login. Or what
 * is issued within a session, for a factor to be shown once more. When a code is sent
 * again, a new token follows on it. Tokens that follow on one another are a chain, which
 * has the attempts and the use of one token.
 *
 * @param id the token's id
 * @param method the method that has to be completed unless the client says otherwise
 * @param userId the user
 * @param issuedAt when it was issued
 * @param expiresAt its end
 * @param challenges what each method that was begun needs to check a proof; no secret in
 * clear
 * @param unsent the methods that were begun though nothing is sent, or {@code null} in
 * the token of a client that did not ask what there is
 * @param passwordFingerprint the password that it was issued for, or {@code null} if it
 * is tied to none
 * @param firstFactor the step before, which was no password where it says so
 * @param stepUp the session in which it was issued, or {@code null} if it is for a login
 * @param chain the first token of its chain, or {@code null} if this is the first
 * @param lifetime how long a token lives
 */
record CodeToken(String id, TwoFactorMethod method, String userId, Instant issuedAt, Instant expiresAt,
		Map<TwoFactorMethod, Map<String, String>> challenges, @Nullable Set<TwoFactorMethod> unsent,
		@Nullable String passwordFingerprint, FirstFactor firstFactor, @Nullable StepUp stepUp, @Nullable First chain,
		Duration lifetime) {

	CodeToken {
		challenges = Map.copyOf(challenges);
		unsent = (unsent != null) ? Set.copyOf(unsent) : null;
	}

	/**
	 * A first token without a challenge.
	 */
	CodeToken(String id, TwoFactorMethod method, String userId, Instant issuedAt, Instant expiresAt) {
		this(id, method, userId, issuedAt, expiresAt, Map.of(), null, null, FirstFactor.PASSWORD, null, null,
				Duration.between(issuedAt, expiresAt));
	}

	/**
	 * What attempts, waits, the use and the slot go by.
	 */
	String chainId() {
		return (this.chain != null) ? this.chain.id() : this.id;
	}

	/**
	 * When the password was found right.
	 */
	Instant authTime() {
		return (this.chain != null) ? this.chain.issuedAt() : this.issuedAt;
	}

	/**
	 * The latest end in the chain. A code is sent again during the life of the first
	 * token alone.
	 */
	Instant chainEnd() {
		return authTime().plus(this.lifetime.multipliedBy(2));
	}

	/**
	 * What a method needs to check a proof; nothing if it was not begun, too.
	 */
	Map<String, String> challenge(TwoFactorMethod other) {
		return this.challenges.getOrDefault(other, Map.of());
	}

	/**
	 * Whether a login by a method was begun with this token. A client that did not ask
	 * what there is may show any code that needs no beginning: what would have to be
	 * looked up for that is looked up when such a code comes.
	 */
	boolean begins(TwoFactorMethodHandler handler, TwoFactorUser user) {
		TwoFactorMethod other = handler.method();
		if (this.method.equals(other) || handler.isSent()) {
			return this.method.equals(other) || this.challenges.containsKey(other);
		}
		return (this.unsent != null) ? this.unsent.contains(other)
				: handler.takesCode() && handler.begin(user).claims().isEmpty();
	}

	/**
	 * Whether a method may be what sends a code again: within a session only such as was
	 * asked for there, and none after a first step that was sent.
	 */
	boolean maySend(TwoFactorMethod other) {
		return !this.firstFactor.sent() && (this.stepUp == null || this.stepUp.methods().contains(other));
	}

	/**
	 * Whether a proof that is right shows what was asked for. What an operator issued is
	 * good after a password alone.
	 */
	boolean isMetBy(AcceptedProof proof) {
		boolean verified = this.stepUp == null || !this.stepUp.verified() || proof.verifiesUser();
		return verified && (!proof.standsAlone() || this.firstFactor.equals(FirstFactor.PASSWORD));
	}

	/**
	 * This token with what a method needs to check a proof.
	 */
	CodeToken withChallenge(TwoFactorMethod other, Map<String, String> challenge) {
		Map<TwoFactorMethod, Map<String, String>> all = new LinkedHashMap<>(this.challenges);
		all.put(other, Map.copyOf(challenge));
		return new CodeToken(this.id, this.method, this.userId, this.issuedAt, this.expiresAt, all, this.unsent,
				this.passwordFingerprint, this.firstFactor, this.stepUp, this.chain, this.lifetime);
	}

	/**
	 * This token with what its method needs to check a code.
	 */
	CodeToken withChallenge(Map<String, String> challenge) {
		return withChallenge(this.method, challenge);
	}

	/**
	 * This token with the methods that were begun though nothing is sent.
	 */
	CodeToken withUnsent(Set<TwoFactorMethod> methods) {
		return new CodeToken(this.id, this.method, this.userId, this.issuedAt, this.expiresAt, this.challenges, methods,
				this.passwordFingerprint, this.firstFactor, this.stepUp, this.chain, this.lifetime);
	}

	/**
	 * This token, issued within a session.
	 */
	CodeToken withStepUp(@Nullable StepUp session) {
		return new CodeToken(this.id, this.method, this.userId, this.issuedAt, this.expiresAt, this.challenges,
				this.unsent, this.passwordFingerprint, this.firstFactor, session, this.chain, this.lifetime);
	}

	/**
	 * This token after a first step.
	 */
	CodeToken withFirstFactor(FirstFactor first) {
		return new CodeToken(this.id, this.method, this.userId, this.issuedAt, this.expiresAt, this.challenges,
				this.unsent, this.passwordFingerprint, first, this.stepUp, this.chain, this.lifetime);
	}

	/**
	 * This token, tied to the password that it was issued for.
	 */
	CodeToken withPasswordFingerprint(@Nullable String fingerprint) {
		return new CodeToken(this.id, this.method, this.userId, this.issuedAt, this.expiresAt, this.challenges,
				this.unsent, fingerprint, this.firstFactor, this.stepUp, this.chain, this.lifetime);
	}

	/**
	 * This token as if it had been issued at another time. Its end stays the same.
	 */
	CodeToken withIssuedAt(Instant time) {
		return new CodeToken(this.id, this.method, this.userId, time, this.expiresAt, this.challenges, this.unsent,
				this.passwordFingerprint, this.firstFactor, this.stepUp, this.chain, this.lifetime);
	}

	/**
	 * This token as the next one after another: with what that one began, for the same
	 * password, and in the same session if that one is of one.
	 */
	CodeToken after(CodeToken other) {
		return new CodeToken(this.id, this.method, this.userId, this.issuedAt, this.expiresAt, other.challenges,
				other.unsent, other.passwordFingerprint, other.firstFactor, other.stepUp,
				new First(other.chainId(), other.authTime()), this.lifetime);
	}

	/**
	 * The user and the method alone: the rest is a part of a key.
	 */
	@Override
	public String toString() {
		return "CodeToken[method=" + LogText.of(this.method) + ", userId=" + LogText.of(this.userId) + "]";
	}

	/**
	 * The session in which a factor is to be shown once more, and which will do.
	 *
	 * @param login what the access token said that asked
	 * @param methods the methods that will do
	 * @param verified whether the proof has to show two factors by itself
	 */
	record StepUp(AuthTokenSubject login, Set<TwoFactorMethod> methods, boolean verified) {

		StepUp {
			methods = Set.copyOf(methods);
		}

	}

	/**
	 * The first token of a chain.
	 *
	 * @param id its id
	 * @param issuedAt when it was issued
	 */
	record First(String id, Instant issuedAt) {
	}

}
