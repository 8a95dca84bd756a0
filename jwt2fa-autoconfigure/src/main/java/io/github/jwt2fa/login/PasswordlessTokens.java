package io.github.jwt2fa.login;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.jws.Claims;
import io.github.jwt2fa.jws.CompactJws;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateStore;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of logins without a password as signed texts, and the use of each of them,
 * once. Their key is that of nothing else, so it tells what a token is. Nothing is kept
 * of a token that is not used. Thread-safe, as its store is.
 */
final class PasswordlessTokens {

	private static final String ID = "jti";

	private static final String ISSUED_AT = "iat";

	private static final String EXPIRES_AT = "exp";

	private final TwoFactorMethod method;

	private final PasswordlessSettings settings;

	private final StateRecords<PasswordlessTokenUse> uses;

	private final Instant since;

	private final Clock clock;

	private final RandomIds ids;

	private final JwsKey key;

	private final CompactJws jws;

	/**
	 * The tokens of a method.
	 * @param method the method
	 * @param settings key, lifetime and size of the ids
	 * @param store where uses are kept
	 * @param since from when on a token has to be for its use to be known
	 * @param clock the time
	 * @param random where ids come from
	 */
	PasswordlessTokens(TwoFactorMethod method, PasswordlessSettings settings, StateStore store, Instant since,
			Clock clock, SecureRandom random) {
		this.method = method;
		this.settings = settings;
		this.uses = new StateRecords<>(store, "passwordless", new PasswordlessTokenUse.Format(), clock);
		this.since = since;
		this.clock = clock;
		this.ids = new RandomIds(random);
		this.key = JwsKey.ofSecret(JwsAlgorithm.HS256, settings.secretKey().getEncoded());
		this.jws = new CompactJws(List.of(this.key));
	}

	/**
	 * A new token. One of the very second in which the store began says the next one, as
	 * a code token does: else it could not be told from one of before.
	 * @param challenge what the method needs to check a proof
	 * @return the signed text
	 */
	String issue(Map<String, String> challenge) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put(ID, this.ids.base64Url(this.settings.idBytes()));
		claims.put(ISSUED_AT, (now.isBefore(this.since) ? this.since : now).getEpochSecond());
		claims.put(EXPIRES_AT, now.plus(this.settings.lifetime()).getEpochSecond());
		claims.put(this.method.value(), challenge);
		return CompactJws.sign(claims, this.key);
	}

	/**
	 * Reads a signed text, which may be past its end.
	 * @return the token, or {@code null} if the text is none of these
	 */
	@Nullable PasswordlessToken read(String text) {
		CompactJws.Verified verified = this.jws.verify(text);
		if (verified == null) {
			return null;
		}
		Claims claims = verified.claims();
		String id = claims.id(ID);
		Instant issuedAt = claims.time(ISSUED_AT);
		Instant expiresAt = claims.time(EXPIRES_AT);
		Map<String, String> challenge = new LinkedHashMap<>();
		if (claims.values().get(this.method.value()) instanceof Map<?, ?> own) {
			own.forEach((name, value) -> {
				if (name instanceof String claim && value instanceof String part) {
					challenge.put(claim, part);
				}
			});
		}
		return (id != null && issuedAt != null && expiresAt != null)
				? new PasswordlessToken(id, issuedAt, expiresAt, challenge) : null;
	}

	/**
	 * Refuses a token that is expired or used. Nothing is written.
	 * @throws TwoFactorException {@code code_token_expired} or {@code token_already_used}
	 */
	void requireUnused(PasswordlessToken token) {
		if (token.issuedAt().isBefore(this.since)) {
			// nothing is known any more of its use
			throw new TwoFactorException(TwoFactorError.CODE_TOKEN_EXPIRED);
		}
		requireUnexpired(token);
		if (this.uses.read(token.id()).value().isUsed()) {
			throw new TwoFactorException(TwoFactorError.TOKEN_ALREADY_USED);
		}
	}

	/**
	 * Uses a token for a right proof: of several requests at once, one does.
	 * @return {@code false} if it was used before
	 * @throws TwoFactorException {@code code_token_expired}
	 */
	boolean use(PasswordlessToken token) {
		boolean used = this.uses.update(token.id(), (use) -> use.use(token));
		// the process may have been frozen until nothing was known of the token any more
		requireUnexpired(token);
		return used;
	}

	/**
	 * Leaves a token for another try.
	 */
	void giveBack(PasswordlessToken token) {
		this.uses.update(token.id(), PasswordlessTokenUse::giveBack);
	}

	private void requireUnexpired(PasswordlessToken token) {
		if (!this.clock.instant().isBefore(token.expiresAt())) {
			throw new TwoFactorException(TwoFactorError.CODE_TOKEN_EXPIRED);
		}
	}

}
