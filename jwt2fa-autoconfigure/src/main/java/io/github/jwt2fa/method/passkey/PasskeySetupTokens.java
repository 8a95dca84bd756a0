package io.github.jwt2fa.method.passkey;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.jws.Claims;
import io.github.jwt2fa.jws.CompactJws;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a passkey that is being set up, as a signed text that the client keeps
 * meanwhile. Its key signs nothing else, so that no other token is taken for one.
 * Thread-safe.
 */
final class PasskeySetupTokens {

	private static final String USER_ID = "uid";

	private static final String USER_HANDLE = "handle";

	private static final String CHALLENGE = "challenge";

	private static final String ISSUED_AT = "iat";

	private static final String EXPIRES_AT = "exp";

	private final JwsKey key;

	private final CompactJws jws;

	private final PasskeySettings settings;

	private final Clock clock;

	PasskeySetupTokens(PasskeySettings settings, Clock clock) {
		this.key = JwsKey.ofSecret(JwsAlgorithm.HS256, settings.setupKey().getEncoded());
		this.jws = new CompactJws(List.of(this.key));
		this.settings = settings;
		this.clock = clock;
	}

	String encode(Pending pending) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put(USER_ID, pending.userId());
		claims.put(USER_HANDLE, pending.userHandle());
		claims.put(CHALLENGE, pending.challenge());
		claims.put(ISSUED_AT, now.getEpochSecond());
		claims.put(EXPIRES_AT, now.plus(this.settings.lifetime()).getEpochSecond());
		return CompactJws.sign(claims, this.key);
	}

	/**
	 * Reads a text.
	 * @return what is being set up, or {@code null} if the text is no genuine token, or
	 * past its end
	 */
	@Nullable Pending decode(String text) {
		CompactJws.Verified verified = this.jws.verify(text);
		if (verified == null) {
			return null;
		}
		Claims claims = verified.claims();
		String userId = claims.id(USER_ID);
		String userHandle = claims.id(USER_HANDLE);
		String challenge = claims.id(CHALLENGE);
		Instant end = claims.time(EXPIRES_AT);
		return (userId != null && userHandle != null && challenge != null && end != null
				&& this.clock.instant().isBefore(end)) ? new Pending(userId, userHandle, challenge) : null;
	}

	/**
	 * A passkey that is being set up.
	 *
	 * @param userId whose it will be
	 * @param userHandle what the device knows the user by
	 * @param challenge the challenge, in base64url
	 */
	record Pending(String userId, String userHandle, String challenge) {
	}

}
