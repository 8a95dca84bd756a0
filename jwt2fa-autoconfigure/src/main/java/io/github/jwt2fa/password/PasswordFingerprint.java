package io.github.jwt2fa.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.userdetails.UserDetails;

/**
 * Ties tokens to the password of their user: an HMAC of the stored hash, which tells
 * nothing of it, stands in a claim. Thread-safe.
 */
public final class PasswordFingerprint {

	private final HmacSha256 hmac;

	private final TwoFactorUserService users;

	/**
	 * A fingerprint.
	 * @param hmac makes fingerprints, under a key of its own
	 * @param users finds users afresh
	 */
	public PasswordFingerprint(HmacSha256 hmac, TwoFactorUserService users) {
		this.hmac = hmac;
		this.users = users;
	}

	/**
	 * The fingerprint of a user's password.
	 * @param user the user
	 * @return the fingerprint
	 * @throws IllegalStateException if the user's stored hash is not known
	 */
	public String fingerprint(TwoFactorUser user) {
		String hash = hashOf(user);
		if (hash == null) {
			// of the user that just logged in, Spring has erased it
			TwoFactorUser fresh = this.users.findById(user.id());
			if (fresh == null) {
				throw new IllegalStateException(
						"jwt2fa.token.check-revoke-token needs to find a user by its id, and findById "
								+ "finds nobody: it has to find whom findByAuthentication found, unless the user is gone since");
			}
			hash = hashOf(fresh);
		}
		if (hash == null) {
			throw new IllegalStateException("jwt2fa.token.check-revoke-token needs to know the stored hash of a user's "
					+ "password: the principal of a TwoFactorUser has to be a UserDetails whose getPassword() returns it");
		}
		return of(hash);
	}

	/**
	 * The fingerprint of a user's password, where its hash is known.
	 * @param user the user
	 * @return the fingerprint, or {@code null} if the password is kept elsewhere
	 */
	public @Nullable String fingerprintIfKnown(TwoFactorUser user) {
		String hash = hashOf(user);
		if (hash == null) {
			TwoFactorUser fresh = this.users.findById(user.id());
			hash = (fresh != null) ? hashOf(fresh) : null;
		}
		return (hash != null) ? of(hash) : null;
	}

	private String of(String hash) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(this.hmac.sign(hash));
	}

	/**
	 * Whether a fingerprint is that of the password that a user has now.
	 * @param fingerprint the fingerprint, or {@code null} for none
	 * @param user the user as it is now
	 * @return {@code false} also for none
	 * @throws IllegalStateException if the user's stored hash is not known
	 */
	public boolean matches(@Nullable String fingerprint, TwoFactorUser user) {
		return fingerprint != null && isSame(fingerprint, fingerprint(user));
	}

	/**
	 * Whether a fingerprint is that of the password that a user has now, where its hash
	 * is known.
	 * @param fingerprint the fingerprint
	 * @param user the user as it is now
	 * @return {@code false} also if the hash is not known any more
	 */
	public boolean matchesIfKnown(String fingerprint, TwoFactorUser user) {
		String present = fingerprintIfKnown(user);
		return present != null && isSame(fingerprint, present);
	}

	private static boolean isSame(String one, String other) {
		return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
	}

	private static @Nullable String hashOf(TwoFactorUser user) {
		return (user.principal() instanceof UserDetails details) ? details.getPassword() : null;
	}

}
