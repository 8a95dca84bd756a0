package io.github.jwt2fa.jws;

import java.util.List;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;

/**
 * An algorithm that tokens can be signed with
 * (<a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.1">RFC 7518, section
 * 3.1</a>).
 */
public enum JwsAlgorithm {

	/** HMAC with SHA-256. */
	HS256(Family.HMAC, 256),

	/** HMAC with SHA-384. */
	HS384(Family.HMAC, 384),

	/** HMAC with SHA-512. */
	HS512(Family.HMAC, 512),

	/** RSA (PKCS #1, version 1.5) with SHA-256. */
	RS256(Family.RSA, 2048),

	/** RSA (PKCS #1, version 1.5) with SHA-384. */
	RS384(Family.RSA, 2048),

	/** RSA (PKCS #1, version 1.5) with SHA-512. */
	RS512(Family.RSA, 2048),

	/** RSA (PSS) with SHA-256. */
	PS256(Family.RSA, 2048),

	/** ECDSA on the curve P-256 with SHA-256. */
	ES256(Family.EC, 256),

	/** ECDSA on the curve P-384 with SHA-384. */
	ES384(Family.EC, 384);

	private final Family family;

	private final int bits;

	JwsAlgorithm(Family family, int bits) {
		this.family = family;
		this.bits = bits;
	}

	/**
	 * The algorithm that a public key says, or that of today if the key is of its kind,
	 * or the usual one for its kind.
	 * @param key the key
	 * @param today the algorithm of the key that signs now
	 * @return the algorithm of the key
	 */
	public static JwsAlgorithm of(JWK key, JwsAlgorithm today) {
		if (key.getAlgorithm() != null) {
			for (JwsAlgorithm known : values()) {
				if (known.name().equals(key.getAlgorithm().getName())) {
					return known;
				}
			}
		}
		if (key instanceof ECKey ec) {
			return ec.size() > ES256.minSecretBytes() * Byte.SIZE ? ES384 : ES256;
		}
		return List.of(RS384, RS512, PS256).contains(today) ? today : RS256;
	}

	/**
	 * Whether one secret both signs and verifies.
	 * @return {@code false} if a private key signs and a public one verifies
	 */
	public boolean isSymmetric() {
		return this.family == Family.HMAC;
	}

	/**
	 * How long a secret has to be
	 * (<a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.2">RFC 7518, section
	 * 3.2</a>).
	 * @return the least number of bytes, for a symmetric algorithm
	 */
	public int minSecretBytes() {
		return this.bits / Byte.SIZE;
	}

	JWSAlgorithm jwsAlgorithm() {
		return JWSAlgorithm.parse(name());
	}

	Family family() {
		return this.family;
	}

	/**
	 * The size of a key: exactly that of a curve, the least of any other.
	 */
	int bits() {
		return this.bits;
	}

	/**
	 * What kind of key an algorithm needs.
	 */
	enum Family {

		HMAC, RSA, EC

	}

}
