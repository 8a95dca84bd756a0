package io.github.jwt2fa.token.key;

/**
 * Where the keys of auth tokens come from, which may change while the application runs.
 * Safe for use by several threads.
 */
public interface AuthTokenKeySource {

	/**
	 * The keys of now. Nobody waits for them.
	 * @return the keys
	 */
	AuthTokenKeys present();

	/**
	 * The keys of now, after a token came that names none of those that were known. Waits
	 * at most some seconds, and where keys can't change not at all.
	 * @param known the keys that did not know the token's
	 * @return the keys, the same ones if there are no newer ones
	 */
	AuthTokenKeys newerThan(AuthTokenKeys known);

}
