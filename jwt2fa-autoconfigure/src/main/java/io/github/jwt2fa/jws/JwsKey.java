package io.github.jwt2fa.jws;

import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/**
 * A key and the one algorithm that it is used with. What a token's header says never
 * changes that: it only has to say the same. Thread-safe.
 */
public final class JwsKey {

	private final JWSHeader header;

	private final String encodedHeader;

	private final @Nullable JWSSigner signer;

	private final JWSVerifier verifier;

	private final @Nullable JWK publicKey;

	private final @Nullable LowS lowS;

	private JwsKey(JWSHeader header, @Nullable JWSSigner signer, JWSVerifier verifier, @Nullable JWK publicKey,
			@Nullable LowS lowS) {
		this.header = header;
		this.encodedHeader = header.toBase64URL() + ".";
		this.signer = signer;
		this.verifier = verifier;
		this.publicKey = publicKey;
		this.lowS = lowS;
	}

	/**
	 * A secret that both signs and verifies. Its tokens carry no {@code kid}.
	 * @param algorithm a symmetric algorithm
	 * @param secret the secret
	 * @return the key
	 * @throws UnfitKeyException if the secret is too short
	 */
	public static JwsKey ofSecret(JwsAlgorithm algorithm, byte[] secret) {
		if (secret.length < algorithm.minSecretBytes()) {
			throw new UnfitKeyException("is %d bytes long, and %s needs %d".formatted(secret.length, algorithm,
					algorithm.minSecretBytes()));
		}
		try {
			JWSHeader header = new JWSHeader.Builder(algorithm.jwsAlgorithm()).type(JOSEObjectType.JWT).build();
			return new JwsKey(header, new MACSigner(secret), new MACVerifier(secret), null, null);
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("Not an algorithm for secrets: " + algorithm, ex);
		}
	}

	/**
	 * A pair of keys that signs and verifies, or a public key that verifies. Known by the
	 * {@code kid} of the JWK, or by its thumbprint
	 * (<a href="https://www.rfc-editor.org/rfc/rfc7638">RFC 7638</a>).
	 * @param algorithm an asymmetric algorithm
	 * @param jwk the key
	 * @return the key
	 * @throws UnfitKeyException if the algorithm needs another kind of key, or a longer
	 * one
	 */
	public static JwsKey of(JwsAlgorithm algorithm, JWK jwk) {
		requireFit(algorithm, jwk);
		try {
			String id = (jwk.getKeyID() != null) ? jwk.getKeyID() : jwk.computeThumbprint().toString();
			JWSHeader header = new JWSHeader.Builder(algorithm.jwsAlgorithm()).type(JOSEObjectType.JWT)
				.keyID(id)
				.build();
			if (jwk instanceof RSAKey rsa) {
				RSAKey known = new RSAKey.Builder(rsa.toPublicJWK()).keyID(id)
					.keyUse(KeyUse.SIGNATURE)
					.algorithm(algorithm.jwsAlgorithm())
					.build();
				return ofPair(header, rsa.isPrivate() ? new RSASSASigner(rsa) : null, new RSASSAVerifier(known), known,
						null);
			}
			ECKey ec = jwk.toECKey();
			ECKey known = new ECKey.Builder(ec.toPublicJWK()).keyID(id)
				.keyUse(KeyUse.SIGNATURE)
				.algorithm(algorithm.jwsAlgorithm())
				.build();
			LowS lowS = new LowS(ec.getCurve());
			return ofPair(header, ec.isPrivate() ? lowS.of(new ECDSASigner(ec)) : null, new ECDSAVerifier(known), known,
					lowS);
		}
		catch (UnfitKeyException ex) {
			throw ex;
		}
		catch (JOSEException | RuntimeException ex) {
			// its message may hold parts of the key
			throw new UnfitKeyException("holds a key that can't be used with " + algorithm);
		}
	}

	private static JwsKey ofPair(JWSHeader header, @Nullable JWSSigner signer, JWSVerifier verifier, JWK known,
			@Nullable LowS lowS) throws JOSEException {
		byte[] probe = { 1 };
		if (signer != null && !verifier.verify(header, probe, signer.sign(header, probe))) {
			throw new UnfitKeyException("holds a private and a public key that don't belong together");
		}
		return new JwsKey(header, signer, verifier, known, lowS);
	}

	private static void requireFit(JwsAlgorithm algorithm, JWK jwk) {
		String kind = jwk.getKeyType().getValue();
		if (!kind.equals(algorithm.family().name())) {
			throw new UnfitKeyException("holds a key of the kind \"%s\", and %s needs one of the kind \"%s\""
				.formatted(kind, algorithm, algorithm.family().name()));
		}
		if (jwk.getAlgorithm() != null && !jwk.getAlgorithm().equals(algorithm.jwsAlgorithm())) {
			throw new UnfitKeyException("holds a key for %s, not for %s".formatted(jwk.getAlgorithm(), algorithm));
		}
		if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
			throw new UnfitKeyException("holds a key that is not for signatures");
		}
		if (algorithm.family() == JwsAlgorithm.Family.RSA && jwk.size() < algorithm.bits()) {
			throw new UnfitKeyException(
					"holds an RSA key of %d bits, and %d is the least".formatted(jwk.size(), algorithm.bits()));
		}
		if (jwk instanceof ECKey ec && !Curve.forJWSAlgorithm(algorithm.jwsAlgorithm()).contains(ec.getCurve())) {
			throw new UnfitKeyException("holds a key on the curve %s, and %s needs P-%d".formatted(ec.getCurve(),
					algorithm, algorithm.bits()));
		}
	}

	/**
	 * Whether the key verifies what a private key signed.
	 * @return {@code false} for a secret
	 */
	public boolean isAsymmetric() {
		return this.publicKey != null;
	}

	/**
	 * Whether the key can sign.
	 * @return {@code false} for a public key
	 */
	public boolean canSign() {
		return this.signer != null;
	}

	/**
	 * What others need to verify what this key signs
	 * (<a href="https://www.rfc-editor.org/rfc/rfc7517">RFC 7517</a>).
	 * @return the public key, with {@code kid}, {@code use} and {@code alg}, or
	 * {@code null} for a secret
	 */
	public @Nullable Map<String, Object> publicJwk() {
		return (this.publicKey != null) ? this.publicKey.toJSONObject() : null;
	}

	/**
	 * Whether a token begins as those of this key do.
	 */
	boolean isHeadOf(String token) {
		return token.startsWith(this.encodedHeader);
	}

	/**
	 * Whether a token may be of this key, by what its header says.
	 */
	boolean matches(JWSHeader received) {
		String id = received.getKeyID();
		return this.header.getAlgorithm().equals(received.getAlgorithm())
				&& (id == null || id.equals(this.header.getKeyID()));
	}

	JWSHeader header() {
		return this.header;
	}

	JWSSigner signer() {
		if (this.signer == null) {
			throw new IllegalStateException("A public key can't sign");
		}
		return this.signer;
	}

	boolean verifies(JWSHeader received, byte[] signingInput, Base64URL signature) throws JOSEException {
		return (this.lowS == null || this.lowS.isIn(signature))
				&& this.verifier.verify(received, signingInput, signature);
	}

	/**
	 * The algorithm alone.
	 */
	@Override
	public String toString() {
		return "JwsKey[" + this.header.getAlgorithm() + "]";
	}

}
