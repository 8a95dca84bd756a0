package io.github.jwt2fa.token.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.jws.UnfitKeyException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of auth tokens as the properties say.
 *
 * @param algorithm the algorithm of the key that signs
 * @param signing the key that signs, or {@code null} if it comes from elsewhere
 * @param own the key of tokens that are for nobody else
 * @param retired keys that verify
 */
public record AuthTokenKeySettings(JwsAlgorithm algorithm, @Nullable JwsKey signing, JwsKey own, List<JwsKey> retired) {

	/** The name of the bean that the key that signs comes from, where it is not set. */
	public static final String SOURCE_BEAN = "jwt2faJwkSource";

	/**
	 * These keys alone.
	 * @return the keys
	 * @throws UnfitKeyException if two have the same kid
	 */
	public AuthTokenKeys alone() {
		JwsKey first = Objects.requireNonNull(this.signing, "The key that signs comes from elsewhere");
		return new AuthTokenKeys(first, this.own, withoutDoubles(first, this.retired));
	}

	/**
	 * These keys and others from elsewhere: the first private one that fits the
	 * algorithm, by its kind, {@code alg} and {@code use}, signs; the public halves of
	 * all that fit any algorithm verify. What is for something else is left out.
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
			.map((jwk) -> fit(() -> JwsKey.of(JwsAlgorithm.of(jwk, this.algorithm), jwk.toPublicJWK())))
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

}
