package io.github.jwt2fa.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.jwt2fa.crypto.KeyDerivation;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.jws.KeyReader;
import io.github.jwt2fa.jws.UnfitKeyException;
import io.github.jwt2fa.token.AuthTokenKeys;
import org.jspecify.annotations.Nullable;

import static io.github.jwt2fa.autoconfigure.PropertyRules.require;

/**
 * The keys of auth tokens as the properties say. Each key has its algorithm from here,
 * whatever a token says.
 */
final class TokenKeys {

	private static final String SIGNING_KEY = "token.signing-key";

	private static final String VERIFYING_KEYS = "token.verifying-keys";

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
	Known read(Jwt2faProperties.Token token, byte[] secretKey, KeyDerivation derivation, boolean elsewhere) {
		List<JwsKey> retired = new ArrayList<>();
		for (String value : token.verifyingKeys()) {
			require(!value.isBlank(), VERIFYING_KEYS, "holds a blank key");
			PropertyRules.requireResolved(VERIFYING_KEYS, value);
			retired.addAll(named(VERIFYING_KEYS, () -> verifying(value)));
		}
		JwsKey signing = elsewhere ? null : signing(token.signingKey(), secretKey);
		JwsKey own = (signing != null && this.algorithm.isSymmetric()) ? signing : JwsKey.ofSecret(JwsAlgorithm.HS256,
				derivation.deriveText("2fa-refresh").getBytes(StandardCharsets.UTF_8));
		Known known = new Known(this.algorithm, signing, own, retired);
		if (signing != null) {
			named(VERIFYING_KEYS, () -> withoutDoubles(signing, retired));
		}
		return known;
	}

	private JwsKey signing(@Nullable String value, byte[] secretKey) {
		if (value != null) {
			require(!value.isBlank(), SIGNING_KEY, "is blank");
			PropertyRules.requireResolved(SIGNING_KEY, value);
			return named(SIGNING_KEY, () -> signing(this.reader.text(value)));
		}
		require(this.algorithm.isSymmetric(), SIGNING_KEY,
				"is not set, and jwt2fa.token.algorithm=" + this.algorithm + " needs a private key");
		require(secretKey.length >= this.algorithm.minSecretBytes(), SIGNING_KEY,
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
			return List.of(JwsKey.of(algorithmOf(key, this.algorithm), key.toPublicJWK()));
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

	/**
	 * The algorithm that a public key says, or that of today if the key is of its kind,
	 * or the usual one for its kind.
	 */
	private static JwsAlgorithm algorithmOf(JWK key, JwsAlgorithm today) {
		if (key.getAlgorithm() != null) {
			for (JwsAlgorithm known : JwsAlgorithm.values()) {
				if (known.name().equals(key.getAlgorithm().getName())) {
					return known;
				}
			}
		}
		if (key instanceof ECKey ec) {
			return ec.size() > JwsAlgorithm.ES256.minSecretBytes() * Byte.SIZE ? JwsAlgorithm.ES384
					: JwsAlgorithm.ES256;
		}
		return List.of(JwsAlgorithm.RS384, JwsAlgorithm.RS512, JwsAlgorithm.PS256).contains(today) ? today
				: JwsAlgorithm.RS256;
	}

	/**
	 * The same key may be in both places while a new one is brought to all instances; two
	 * keys of one name could not be told apart.
	 */
	private static List<JwsKey> withoutDoubles(JwsKey signing, List<JwsKey> retired) {
		Map<Object, Map<String, Object>> byId = new HashMap<>();
		Map<String, Object> first = signing.publicJwk();
		if (first != null) {
			byId.put(String.valueOf(first.get("kid")), first);
		}
		List<JwsKey> others = new ArrayList<>();
		for (JwsKey key : retired) {
			Map<String, Object> jwk = key.publicJwk();
			Map<String, Object> same = (jwk != null) ? byId.putIfAbsent(String.valueOf(jwk.get("kid")), jwk) : null;
			if (same != null && !Objects.equals(same, jwk)) {
				throw new UnfitKeyException("holds two keys of the same kid");
			}
			if (same == null) {
				others.add(key);
			}
		}
		return others;
	}

	private static <T> T named(String property, Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (UnfitKeyException ex) {
			throw PropertyRules.broken(property, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * The keys that the properties say.
	 *
	 * @param algorithm the algorithm of the key that signs
	 * @param signing the key that signs, or {@code null} if it comes from elsewhere
	 * @param own the key of tokens that are for nobody else
	 * @param retired keys that verify
	 */
	record Known(JwsAlgorithm algorithm, @Nullable JwsKey signing, JwsKey own, List<JwsKey> retired) {

		/**
		 * These keys alone.
		 */
		AuthTokenKeys alone() {
			JwsKey first = Objects.requireNonNull(this.signing, "The key that signs comes from elsewhere");
			return new AuthTokenKeys(first, this.own, withoutDoubles(first, this.retired));
		}

		/**
		 * These keys and others from elsewhere: the first private one that fits the
		 * algorithm, by its kind, {@code alg} and {@code use}, signs; the public halves
		 * of all that fit any algorithm verify. What is for something else is left out.
		 * @throws UnfitKeyException if none can sign, or two have the same kid
		 */
		AuthTokenKeys with(List<JWK> jwks) {
			JwsKey first = jwks.stream()
				.filter(JWK::isPrivate)
				.map((jwk) -> fit(() -> JwsKey.of(this.algorithm, jwk)))
				.filter(Objects::nonNull)
				.findFirst()
				.orElseThrow(() -> new UnfitKeyException("holds no private key that fits " + this.algorithm));
			List<JwsKey> others = new ArrayList<>();
			jwks.stream()
				.filter((jwk) -> jwk instanceof ECKey || jwk instanceof RSAKey)
				.map((jwk) -> fit(() -> JwsKey.of(algorithmOf(jwk, this.algorithm), jwk.toPublicJWK())))
				.filter(Objects::nonNull)
				.forEach(others::add);
			others.addAll(this.retired);
			return new AuthTokenKeys(first, this.own, withoutDoubles(first, others));
		}

		private static @Nullable JwsKey fit(Supplier<JwsKey> key) {
			try {
				return key.get();
			}
			catch (UnfitKeyException ex) {
				return null;
			}
		}

	}

}
