package io.github.jwt2fa.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import com.nimbusds.jose.jwk.JWK;
import io.github.jwt2fa.crypto.KeyDerivation;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.jws.KeyReader;
import io.github.jwt2fa.jws.UnfitKeyException;
import io.github.jwt2fa.token.key.AuthTokenKeySettings;
import org.jspecify.annotations.Nullable;

/**
 * The keys of auth tokens as the properties say. Each key has its algorithm from here,
 * whatever a token says.
 */
final class TokenKeys {

	private static final Property SIGNING_KEY = Property.TOKEN_SIGNING_KEY;

	private static final Property VERIFYING_KEYS = Property.TOKEN_VERIFYING_KEYS;

	private final KeyReader reader;

	private final JwsAlgorithm algorithm;

	TokenKeys(KeyReader reader, JwsAlgorithm algorithm) {
		this.reader = reader;
		this.algorithm = algorithm;
	}

	/**
	 * Reads the keys of the properties.
	 * @param elsewhere whether the key that signs comes from elsewhere
	 */
	AuthTokenKeySettings read(Jwt2faProperties.Token token, byte[] secretKey, KeyDerivation derivation,
			boolean elsewhere) {
		List<JwsKey> retired = new ArrayList<>();
		for (String value : token.verifyingKeys()) {
			VERIFYING_KEYS.require(!value.isBlank(), "holds a blank key");
			VERIFYING_KEYS.requireResolved(value);
			retired.addAll(named(VERIFYING_KEYS, () -> verifying(value)));
		}
		JwsKey signing = elsewhere ? null : signing(token.signingKey(), secretKey);
		JwsKey own = (signing != null && this.algorithm.isSymmetric()) ? signing : JwsKey.ofSecret(JwsAlgorithm.HS256,
				derivation.deriveText("2fa-refresh").getBytes(StandardCharsets.UTF_8));
		AuthTokenKeySettings keys = new AuthTokenKeySettings(this.algorithm, signing, own, retired);
		if (signing != null) {
			named(VERIFYING_KEYS, keys::alone);
		}
		return keys;
	}

	private JwsKey signing(@Nullable String value, byte[] secretKey) {
		if (value != null) {
			SIGNING_KEY.require(!value.isBlank(), "is blank");
			SIGNING_KEY.requireResolved(value);
			return named(SIGNING_KEY, () -> signing(this.reader.text(value)));
		}
		SIGNING_KEY.require(this.algorithm.isSymmetric(),
				"is not set, and jwt2fa.token.algorithm=" + this.algorithm + " needs a private key");
		SIGNING_KEY.require(secretKey.length >= this.algorithm.minSecretBytes(),
				"is not set, and jwt2fa.secret-key is %d bytes long, of which %s needs %d".formatted(secretKey.length,
						this.algorithm, this.algorithm.minSecretBytes()));
		return JwsKey.ofSecret(this.algorithm, secretKey);
	}

	private JwsKey signing(String text) {
		if (this.algorithm.isSymmetric()) {
			byte[] secret = this.reader.secret(text);
			JwsKey key = JwsKey.ofSecret(this.algorithm, secret);
			KeySeparation.requireVaried(SIGNING_KEY, secret);
			return key;
		}
		JWK key = this.reader.key(text);
		if (key == null) {
			throw new UnfitKeyException("is neither a key in PEM nor a JWK, and " + this.algorithm + " needs one");
		}
		if (!key.isPrivate()) {
			throw new UnfitKeyException("holds a public key, and signing needs the private one");
		}
		return JwsKey.of(this.algorithm, key);
	}

	/**
	 * A secret was used with HS256 unless it is long enough for the algorithm of today.
	 */
	private List<JwsKey> verifying(String value) {
		String text = this.reader.text(value);
		JWK key = this.reader.key(text);
		if (key != null) {
			return List.of(JwsKey.of(JwsAlgorithm.of(key, this.algorithm), key.toPublicJWK()));
		}
		byte[] secret = this.reader.secret(text);
		List<JwsKey> keys = new ArrayList<>();
		keys.add(JwsKey.ofSecret(JwsAlgorithm.HS256, secret));
		KeySeparation.requireVaried(VERIFYING_KEYS, secret);
		if (this.algorithm.isSymmetric() && this.algorithm != JwsAlgorithm.HS256
				&& secret.length >= this.algorithm.minSecretBytes()) {
			keys.add(JwsKey.ofSecret(this.algorithm, secret));
		}
		return keys;
	}

	private static <T> T named(Property property, Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (UnfitKeyException ex) {
			throw property.broken(String.valueOf(ex.getMessage()));
		}
	}

}
