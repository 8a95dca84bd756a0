package io.github.jwt2fa.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies claims as compact JWS (RFC 7515) under one key and one algorithm,
 * which is never taken from the header.
 */
final class CompactJws {

	/**
	 * Longer than any token of ours with room for an application's claims; what is longer
	 * is not worth a look.
	 */
	private static final int MAX_LENGTH = 16 * 1024;

	private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;

	private final JWSHeader header = new JWSHeader.Builder(ALGORITHM).type(JOSEObjectType.JWT).build();

	private final JWSSigner signer;

	private final JWSVerifier verifier;

	/**
	 * A codec.
	 * @param key an HMAC key of 32 bytes or more
	 */
	CompactJws(byte[] key) {
		try {
			this.signer = new MACSigner(key);
			this.verifier = new MACVerifier(key);
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("An HS256 key has at least 32 bytes", ex);
		}
	}

	String sign(Map<String, Object> claims) {
		JWSObject jws = new JWSObject(this.header, new Payload(claims));
		try {
			jws.sign(this.signer);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("The claims can't be signed", ex);
		}
		return jws.serialize();
	}

	/**
	 * Reads a token.
	 * @param token the text
	 * @return its claims, or {@code null} if the text is no token of this key
	 */
	@Nullable Claims verify(String token) {
		if (!isCanonical(token)) {
			return null;
		}
		try {
			JWSObject jws = JWSObject.parse(token);
			JWSHeader received = jws.getHeader();
			boolean plain = received.getCriticalParams() == null && received.isBase64URLEncodePayload();
			if (!plain || !ALGORITHM.equals(received.getAlgorithm()) || !jws.verify(this.verifier)) {
				return null;
			}
			requireUtf8(received.toBase64URL().decode());
			requireUtf8(jws.getPayload().toBytes());
			boolean object = jws.getPayload().toString().stripLeading().startsWith("{");
			Map<String, Object> claims = object ? jws.getPayload().toJSONObject() : null;
			return (claims != null) ? new Claims(claims) : null;
		}
		catch (ParseException | CharacterCodingException | JOSEException | RuntimeException ex) {
			// a header such as "null" makes the parser fail in its own ways; what it says
			// may hold
			// parts of the token
			return null;
		}
	}

	/**
	 * Refuses what the parser would read with its faults replaced (RFC 7515, section 5.2
	 * and RFC 7519, section 7.2).
	 */
	private static void requireUtf8(byte[] json) throws CharacterCodingException {
		StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
	}

	/**
	 * Whether a text is three parts of unpadded base64url whose spare bits are zero (RFC
	 * 4648, section 3.5): else one token would have many texts.
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
