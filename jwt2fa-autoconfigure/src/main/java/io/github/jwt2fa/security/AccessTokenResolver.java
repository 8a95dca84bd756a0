package io.github.jwt2fa.security;

import io.github.jwt2fa.TwoFactorException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds the access token of a request, where it does not stand in the
 * {@code Authorization} header. Asked once or twice for each request, by several threads
 * at once.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AccessTokenResolver {

	/**
	 * The text of the token.
	 * @param request the request
	 * @return the text, not verified, or {@code null} if the request has none
	 * @throws TwoFactorException if the request is to be rejected, such as
	 * {@code bad_authorization_header}
	 */
	@Nullable String resolve(HttpServletRequest request);

	/**
	 * The default: {@code Authorization: Bearer}.
	 * @return a resolver that rejects a header of this scheme without a token, or with
	 * more than one
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section
	 * 2.1</a>
	 */
	static AccessTokenResolver bearerHeader() {
		return BearerToken::of;
	}

}
