package io.github.jwt2fa.token.key;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.jwt2fa.jws.CompactJws;
import io.github.jwt2fa.jws.JwsKey;

/**
 * The keys of auth tokens of one moment: some sign, all verify. By themselves they never
 * change. Immutable, and so thread-safe.
 */
public final class AuthTokenKeys implements AuthTokenKeySource {

	private final JwsKey signing;

	private final JwsKey own;

	private final List<JwsKey> all;

	private final CompactJws jws;

	/**
	 * Keys.
	 * @param signing signs the tokens that others may verify: access and sliding tokens
	 * @param own signs refresh and enrollment tokens, which are for nobody else; the same
	 * as {@code signing} if that is a secret
	 * @param retired keys that signed tokens which may still be about, or will sign soon
	 */
	public AuthTokenKeys(JwsKey signing, JwsKey own, List<JwsKey> retired) {
		this.signing = signing;
		this.own = own;
		Set<JwsKey> keys = new LinkedHashSet<>();
		keys.add(signing);
		keys.add(own);
		keys.addAll(retired);
		this.all = List.copyOf(keys);
		this.jws = new CompactJws(this.all);
	}

	/**
	 * The key that signs tokens.
	 * @param forOthers whether others may verify them, as resource servers do
	 * @return the key
	 */
	public JwsKey signing(boolean forOthers) {
		return forOthers ? this.signing : this.own;
	}

	/**
	 * Whether a key may have signed a token. A public key vouches for nothing that is not
	 * for others to see, and the key of our own tokens for nothing else.
	 * @param key the key
	 * @param forOthers whether others may verify the token
	 * @return {@code false} if no such token is signed by it
	 */
	public boolean mayHaveSigned(JwsKey key, boolean forOthers) {
		if (key.isAsymmetric()) {
			return forOthers;
		}
		return key != this.own || key == this.signing || !forOthers;
	}

	@Override
	public AuthTokenKeys present() {
		return this;
	}

	@Override
	public AuthTokenKeys newerThan(AuthTokenKeys known) {
		return this;
	}

	/**
	 * Verifies by all of them.
	 * @return the signatures of these keys
	 */
	public CompactJws jws() {
		return this.jws;
	}

	/**
	 * What other services need to verify access tokens: a JWK Set
	 * (<a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, section
	 * 5</a>).
	 * @return the set, with public keys alone
	 */
	public Map<String, Object> jwkSet() {
		List<Map<String, Object>> keys = new ArrayList<>();
		this.all.stream().map(JwsKey::publicJwk).filter(Objects::nonNull).forEach(keys::add);
		return Map.of("keys", keys);
	}

}
