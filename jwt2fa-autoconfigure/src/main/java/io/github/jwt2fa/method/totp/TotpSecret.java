package io.github.jwt2fa.method.totp;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import org.apache.commons.codec.binary.Base32;

/**
 * The secret that an app and the application share: 160 bits
 * (<a href="https://www.rfc-editor.org/rfc/rfc4226#section-4">RFC 4226, section 4</a>,
 * R6).
 */
final class TotpSecret {

	private static final int BYTES = 20;

	/** As other software writes them: in any case, in groups, with padding. */
	private static final Pattern BETWEEN = Pattern.compile("[\\s-]|=+$");

	private static final Pattern BASE32 = Pattern.compile("[A-Z2-7]{2,}");

	private final String text;

	private final SecretKeySpec key;

	private TotpSecret(String text, byte[] bytes) {
		this.text = text;
		this.key = new SecretKeySpec(bytes, "HmacSHA1");
	}

	/**
	 * A new secret.
	 * @param random where it comes from
	 * @return the secret
	 */
	public static TotpSecret generate(SecureRandom random) {
		byte[] bytes = new byte[BYTES];
		random.nextBytes(bytes);
		return new TotpSecret(new Base32().encodeToString(bytes), bytes);
	}

	/**
	 * A secret that was kept.
	 * @param text base32 (<a href="https://www.rfc-editor.org/rfc/rfc4648">RFC 4648</a>)
	 * @return the secret
	 * @throws TotpSecretException if the text is no base32
	 */
	public static TotpSecret of(String text) {
		String plain = BETWEEN.matcher(text.toUpperCase(Locale.ROOT)).replaceAll("");
		if (!BASE32.matcher(plain).matches()) {
			throw new TotpSecretException("A TOTP secret is no base32 text");
		}
		return new TotpSecret(plain, new Base32().decode(plain));
	}

	/**
	 * How long the key is.
	 * @return the number of its bytes
	 */
	int bytes() {
		return this.key.getEncoded().length;
	}

	/**
	 * Whether an app makes the same codes of another secret.
	 */
	boolean isSameAs(TotpSecret other) {
		return MessageDigest.isEqual(this.key.getEncoded(), other.key.getEncoded());
	}

	/**
	 * The code of a time step
	 * (<a href="https://www.rfc-editor.org/rfc/rfc6238#section-4">RFC 6238, section
	 * 4</a>).
	 */
	int code(HmacOneTimePasswordGenerator generator, long step) {
		try {
			return generator.generateOneTimePassword(this.key, step);
		}
		catch (InvalidKeyException ex) {
			throw new IllegalStateException("HMAC-SHA1 takes any key", ex);
		}
	}

	/**
	 * The secret as the app gets it.
	 * @return base32 without padding, 32 characters for a new one
	 */
	public String text() {
		return this.text;
	}

	@Override
	public String toString() {
		return "TotpSecret[***]";
	}

}
