package io.github.jwt2fa.token;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused.Reason;
import io.github.jwt2fa.method.EnrollmentClaims;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.token.AuthTokenSettings.ClaimName;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an auth token together with its session and its user, both of whom may be gone
 * since. Thread-safe.
 */
public final class AuthTokenAuthenticator {

	private final AuthTokenVerifier verifier;

	private final TwoFactorUserService users;

	private final @Nullable PasswordFingerprint passwords;

	private final LoginSessions sessions;

	private final Supplier<EnrollmentClaims> enrollments;

	private final boolean checkRevocation;

	/**
	 * Verification with users.
	 * @param verifier verifies the token
	 * @param users finds its user
	 * @param passwords tells whether the user's password is still the same, or
	 * {@code null} if that does not matter
	 * @param sessions tells whether its session goes on
	 * @param enrollments tells whether an enrollment token is from before a reset
	 * @param checkRevocation whether the session of an access token is asked for
	 */
	AuthTokenAuthenticator(AuthTokenVerifier verifier, TwoFactorUserService users,
			@Nullable PasswordFingerprint passwords, LoginSessions sessions, Supplier<EnrollmentClaims> enrollments,
			boolean checkRevocation) {
		this.verifier = verifier;
		this.users = users;
		this.passwords = passwords;
		this.sessions = sessions;
		this.enrollments = enrollments;
		this.checkRevocation = checkRevocation;
	}

	/**
	 * Verifies a token of one of some types and loads its user.
	 * @param text the text
	 * @param types the types that are good enough
	 * @return token and user
	 * @throws TwoFactorException {@code token_not_valid}, {@code user_not_found} or
	 * {@code user_inactive}
	 * @throws RuntimeException if users or sessions can't be asked
	 */
	public Verified verify(String text, Set<AuthTokenType> types) {
		AuthToken token = verifyToken(text, types);
		TwoFactorUser user = this.users.findById(token.userId());
		if (user == null) {
			throw new RefusedTokenException(TwoFactorError.USER_NOT_FOUND, token, Reason.USER_NOT_FOUND);
		}
		if (user.disabled()) {
			throw new RefusedTokenException(TwoFactorError.USER_INACTIVE, token, Reason.USER_DISABLED);
		}
		if (this.passwords != null && !isOfPresentPassword(this.passwords, token, user)) {
			throw new RefusedTokenException(TwoFactorError.TOKEN_NOT_VALID, token, Reason.PASSWORD_CHANGED);
		}
		requireCurrent(token);
		return new Verified(token, user);
	}

	/**
	 * Refuses an enrollment token from before its user's factors went.
	 * @param token a valid token
	 * @throws TwoFactorException {@code token_not_valid}
	 * @throws RuntimeException if the state can't be asked
	 */
	public void requireCurrent(AuthToken token) {
		if (token.type() == AuthTokenType.ENROLLMENT
				&& this.enrollments.get().isOver(token.userId(), token.issuedAt())) {
			throw new RefusedTokenException(TwoFactorError.TOKEN_NOT_VALID, token, Reason.SESSION_OVER);
		}
	}

	/**
	 * Verifies a token whose claims are all that is asked of its user.
	 * @param text the text
	 * @param types the types that are good enough
	 * @param authorities reads off what the user may do
	 * @return token and user; the token is the user's principal
	 * @throws TwoFactorException {@code token_not_valid}
	 * @throws RuntimeException if sessions can't be asked
	 */
	public Verified verifyAlone(String text, Set<AuthTokenType> types, AuthTokenAuthoritiesGetter authorities) {
		AuthToken token = verifyToken(text, types);
		return new Verified(token,
				TwoFactorUser.withId(token.userId())
					.principal(token)
					.authorities(authorities.getAuthorities(token))
					.build());
	}

	/**
	 * Verifies a token of any type as its own endpoint would: a refresh token has to be
	 * the one that is good.
	 * @param text the text
	 * @return token and user
	 * @throws TwoFactorException as {@link #verify}
	 * @throws RuntimeException if users or sessions can't be asked
	 */
	public Verified verifyAny(String text) {
		Verified verified = verify(text, EnumSet.allOf(AuthTokenType.class));
		if (verified.token().type() == AuthTokenType.REFRESH
				&& !this.sessions.isRefreshable(verified.token().sessionToken())) {
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		return verified;
	}

	/**
	 * When a token ends.
	 * @param text the text
	 * @return its end, past or to come, or {@code null} if it never was a token
	 */
	public @Nullable Instant endOf(String text) {
		AuthToken token = this.verifier.readExpired(text);
		return (token != null) ? token.expiresAt() : null;
	}

	private static boolean isOfPresentPassword(PasswordFingerprint passwords, AuthToken token, TwoFactorUser user) {
		return token.claims().get(ClaimName.PASSWORD_FINGERPRINT) instanceof String fingerprint
				&& passwords.matches(fingerprint, user);
	}

	/**
	 * Looks once more whether a token that was verified is past its end.
	 */
	void requireUnexpired(AuthToken token) {
		if (this.verifier.isExpired(token)) {
			throw new RefusedTokenException(TwoFactorError.TOKEN_NOT_VALID, token, Reason.EXPIRED);
		}
	}

	private AuthToken verifyToken(String text, Set<AuthTokenType> types) {
		AuthToken token = this.verifier.verify(text, types);
		if (this.checkRevocation && token.type().opensResources() && !this.sessions.isAlive(token.sessionToken())) {
			throw new RefusedTokenException(TwoFactorError.TOKEN_NOT_VALID, token, Reason.SESSION_OVER);
		}
		return token;
	}

	/**
	 * A valid token of a user who may use it.
	 *
	 * @param token the token
	 * @param user the user as it is now
	 */
	public record Verified(AuthToken token, TwoFactorUser user) {
	}

}
