package io.github.jwt2fa.jws;

import com.nimbusds.jose.JWSAlgorithm;

/**
 * An algorithm that tokens can be signed with (RFC 7518, section 3.1).
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
	 * Whether one secret both signs and verifies.
	 * @return {@code false} if a private key signs and a public one verifies
	 */
	public boolean isSymmetric() {
		return this.family == Family.HMAC;
	}

	/**
	 * How long a secret has to be (RFC 7518, section 3.2).
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
