package io.github.jwt2fa.security;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Reads the {@code Authorization} header
 * (<a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section
 * 2.1</a>).
 */
final class BearerToken {

	private static final String SCHEME = "Bearer";

	private BearerToken() {
	}

	/**
	 * Whether a request tries to authenticate by a bearer token, whole or not.
	 */
	static boolean isPresent(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		return header != null && isBearer(header);
	}

	/**
	 * The token of a request.
	 * @return the token, or {@code null} without a header of this scheme
	 * @throws TwoFactorException {@code bad_authorization_header} if it holds no token or
	 * more than one
	 */
	static @Nullable String of(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header == null || !isBearer(header)) {
			return null;
		}
		String token = header.substring(SCHEME.length()).strip();
		if (token.isEmpty() || hasWhitespace(token)) {
			throw new TwoFactorException(TwoFactorError.BAD_AUTHORIZATION_HEADER);
		}
		return token;
	}

	private static boolean hasWhitespace(String token) {
		for (int i = 0; i < token.length(); i++) {
			if (Character.isWhitespace(token.charAt(i))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isBearer(String header) {
		return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
				&& (header.length() == SCHEME.length() || Character.isWhitespace(header.charAt(SCHEME.length())));
	}

}
