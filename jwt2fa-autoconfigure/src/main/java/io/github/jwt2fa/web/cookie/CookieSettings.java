package io.github.jwt2fa.web.cookie;

/**
 * What the cookies are called.
 *
 * @param prefix what the names begin with, after {@code __Host-}; empty: there are none
 */
public record CookieSettings(String prefix) {

	/**
	 * Whether there are cookies.
	 * @return whether a name is set
	 */
	public boolean isOn() {
		return !this.prefix.isEmpty();
	}

}
