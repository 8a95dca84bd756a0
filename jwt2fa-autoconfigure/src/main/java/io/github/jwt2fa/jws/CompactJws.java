package io.github.jwt2fa.jws;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import io.github.jwt2fa.text.StrictText;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies claims as compact JWS
 * (<a href="https://www.rfc-editor.org/rfc/rfc7515">RFC 7515</a>). Key and algorithm are
 * never taken from a token. Thread-safe.
 */
public final class CompactJws {

	/**
	 * Longer than any token of ours with room for an application's claims; what is longer
	 * is not worth a look.
	 */
	private static final int MAX_LENGTH = 16 * 1024;

	private final ClaimsReader reader = new ClaimsReader();

	private final List<JwsKey> keys;

	/**
	 * Verification by some keys.
	 * @param keys the keys, the likeliest first
	 */
	public CompactJws(List<JwsKey> keys) {
		this.keys = List.copyOf(keys);
	}

	/**
	 * Signs claims.
	 * @param claims the claims
	 * @param key a key that can sign
	 * @return the text
	 * @throws IllegalArgumentException if the claims can't be written, or make a token of
	 * more than 16 KiB
	 */
	public static String sign(Map<String, Object> claims, JwsKey key) {
		JWSObject jws = new JWSObject(key.header(), new Payload(claims));
		try {
			jws.sign(key.signer());
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("The claims can't be signed", ex);
		}
		String token = jws.serialize();
		if (token.length() > MAX_LENGTH) {
			throw new IllegalArgumentException("The claims " + claims.keySet() + " make a token of " + token.length()
					+ " characters, and " + MAX_LENGTH + " is the most");
		}
		return token;
	}

	/**
	 * Reads a token.
	 * @param token the text
	 * @return its claims, or {@code null} if the text is no token of one of the keys
	 */
	public @Nullable Verified verify(String token) {
		if (!isCanonical(token)) {
			return null;
		}
		try {
			int signatureAt = token.lastIndexOf('.');
			byte[] signingInput = token.substring(0, signatureAt).getBytes(StandardCharsets.US_ASCII);
			Base64URL signature = new Base64URL(token.substring(signatureAt + 1));
			JWSHeader received = null;
			for (JwsKey key : this.keys) {
				if (key.isHeadOf(token)) {
					if (key.verifies(key.header(), signingInput, signature)) {
						return verified(token, signatureAt, key);
					}
					continue;
				}
				received = (received != null) ? received : header(token);
				if (isPlain(received) && key.matches(received) && key.verifies(received, signingInput, signature)) {
					return verified(token, signatureAt, key);
				}
			}
			return null;
		}
		catch (ParseException | CharacterCodingException | JOSEException | RuntimeException ex) {
			// a header such as "null" makes the parser fail in its own ways; what it says
			// may hold parts of the token
			return null;
		}
	}

	/**
	 * Whether a text looks like a token of a key that is none of these, and might be of a
	 * newer one.
	 * @param token the text
	 * @return whether it names a key by a {@code kid} that is not known
	 */
	public boolean isOfUnknownKey(String token) {
		if (this.keys.stream().anyMatch((key) -> key.isHeadOf(token)) || !isCanonical(token)) {
			return false;
		}
		try {
			String id = header(token).getKeyID();
			return id != null && this.keys.stream().noneMatch((key) -> id.equals(key.header().getKeyID()));
		}
		catch (ParseException | CharacterCodingException | RuntimeException ex) {
			return false;
		}
	}

	private static JWSHeader header(String token) throws ParseException, CharacterCodingException {
		Base64URL encoded = new Base64URL(token.substring(0, token.indexOf('.')));
		// RFC 7515, section 5.2: the parser would take other encodings, too
		StrictText.utf8(encoded.decode());
		return JWSHeader.parse(encoded);
	}

	/**
	 * No extension that a reader would have to understand.
	 */
	private static boolean isPlain(JWSHeader header) {
		return header.getCriticalParams() == null && header.isBase64URLEncodePayload();
	}

	private @Nullable Verified verified(String token, int signatureAt, JwsKey key) throws CharacterCodingException {
		Claims claims = this.reader.read(token.substring(token.indexOf('.') + 1, signatureAt));
		return (claims != null) ? new Verified(claims, key) : null;
	}

	/**
	 * What a token says, and the key that vouches for it.
	 *
	 * @param claims the claims
	 * @param key the key
	 */
	public record Verified(Claims claims, JwsKey key) {
	}

	/**
	 * Whether a text is three parts of unpadded base64url whose spare bits are zero
	 * (<a href="https://www.rfc-editor.org/rfc/rfc4648#section-3.5">RFC 4648, section
	 * 3.5</a>): else one token would have many texts.
	 */
	static boolean isCanonical(String token) {
		if (token.length() > MAX_LENGTH) {
			return false;
		}
		int parts = 0;
		int start = 0;
		for (int i = 0; i <= token.length(); i++) {
			if (i == token.length() || token.charAt(i) == '.') {
				if (!endsCanonically(token, start, i)) {
					return false;
				}
				parts++;
				start = i + 1;
			}
			else if (valueOf(token.charAt(i)) < 0) {
				return false;
			}
		}
		return parts == 3;
	}

	private static boolean endsCanonically(String token, int start, int end) {
		if (end == start) {
			return false;
		}
		int last = valueOf(token.charAt(end - 1));
		return switch ((end - start) % 4) {
			case 0 -> true;
			case 2 -> (last & 0x0f) == 0;
			case 3 -> (last & 0x03) == 0;
			default -> false;
		};
	}

	private static int valueOf(char c) {
		if (c >= 'A' && c <= 'Z') {
			return c - 'A';
		}
		if (c >= 'a' && c <= 'z') {
			return c - 'a' + 26;
		}
		if (c >= '0' && c <= '9') {
			return c - '0' + 52;
		}
		return switch (c) {
			case '-' -> 62;
			case '_' -> 63;
			default -> -1;
		};
	}

}
