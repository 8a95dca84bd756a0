package io.github.jwt2fa.jws;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;

/**
 * The one of two ECDSA signatures that counts. With (r, s) also (r, n - s) verifies, and
 * anybody can make one out of the other: a token would have two texts. The lower s is the
 * good one (as in SEC 1, section 4.1.3 "optionally", and BIP 62).
 */
final class LowS {

	private final BigInteger order;

	private final BigInteger half;

	private final int size;

	LowS(Curve curve) {
		this.order = curve.toECParameterSpec().getOrder();
		this.half = this.order.shiftRight(1);
		this.size = (this.order.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
	}

	/**
	 * Whether a signature
	 * (<a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.4">RFC 7518, section
	 * 3.4</a>: r and s, one behind the other) has the lower s.
	 */
	boolean isIn(Base64URL signature) {
		byte[] bytes = signature.decode();
		return bytes.length == 2 * this.size && sOf(bytes).compareTo(this.half) <= 0;
	}

	private BigInteger sOf(byte[] signature) {
		return new BigInteger(1, Arrays.copyOfRange(signature, this.size, 2 * this.size));
	}

	/**
	 * The same signature with the lower s.
	 */
	Base64URL in(Base64URL signature) {
		if (isIn(signature)) {
			return signature;
		}
		byte[] bytes = signature.decode();
		byte[] low = this.order.subtract(sOf(bytes)).toByteArray();
		Arrays.fill(bytes, this.size, bytes.length, (byte) 0);
		int length = Math.min(low.length, this.size);
		System.arraycopy(low, low.length - length, bytes, bytes.length - length, length);
		return Base64URL.encode(bytes);
	}

	/**
	 * A signer whose signatures have the lower s.
	 */
	JWSSigner of(JWSSigner signer) {
		return new JWSSigner() {

			@Override
			public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
				return in(signer.sign(header, signingInput));
			}

			@Override
			public Set<JWSAlgorithm> supportedJWSAlgorithms() {
				return signer.supportedJWSAlgorithms();
			}

			@Override
			public JCAContext getJCAContext() {
				return signer.getJCAContext();
			}

		};
	}

}
