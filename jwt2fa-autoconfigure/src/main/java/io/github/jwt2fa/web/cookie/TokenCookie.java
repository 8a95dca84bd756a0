package io.github.jwt2fa.web.cookie;

/**
 * A token that a browser may keep in a cookie in place of a member of the bodies.
 */
public enum TokenCookie {

	/** A refresh token. */
	REFRESH("refresh", "refresh"),

	/** What a trusted device is known by. */
	DEVICE("device_token", "device");

	private final String member;

	private final String suffix;

	TokenCookie(String member, String suffix) {
		this.member = member;
		this.suffix = suffix;
	}

	/**
	 * The member that it stands in for, of requests and of answers.
	 */
	String member() {
		return this.member;
	}

	/**
	 * The name of the cookie. By the prefix of <a href=
	 * "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#name-the-__host-prefix">__Host-</a>
	 * browsers take it from this very host alone, over TLS and for all paths: no sister
	 * host can plant one.
	 */
	String name(CookieSettings settings) {
		return "__Host-" + settings.prefix() + "-" + this.suffix;
	}

}
