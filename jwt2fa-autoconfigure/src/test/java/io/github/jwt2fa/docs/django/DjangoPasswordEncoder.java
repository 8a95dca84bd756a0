package io.github.jwt2fa.docs.django;

// tag::encoder[]
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Knows the hashes of Django's PBKDF2PasswordHasher, and makes none.
 */
class DjangoPasswordEncoder implements PasswordEncoder {

	private static final Pattern HASH = Pattern
		.compile("pbkdf2_sha256\\$([1-9][0-9]{0,7})\\$([^$]+)\\$([A-Za-z0-9+/]{43}=)");

	@Override
	public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
		Matcher parts = HASH.matcher((hash != null) ? hash : "");
		// "!" and what follows is Django's mark for a user without a password
		return password != null && !password.isEmpty() && parts.matches()
				&& MessageDigest.isEqual(Base64.getDecoder().decode(parts.group(3)),
						pbkdf2(password, parts.group(2), Integer.parseInt(parts.group(1))));
	}

	private static byte[] pbkdf2(CharSequence password, String salt, int iterations) {
		char[] characters = password.toString().toCharArray();
		try {
			// the characters are taken as UTF-8
			return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
				.generateSecret(new PBEKeySpec(characters, salt.getBytes(StandardCharsets.UTF_8), iterations, 256))
				.getEncoded();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String encode(@Nullable CharSequence password) {
		throw new UnsupportedOperationException("New passwords are hashed in another way");
	}

}
// end::encoder[]
