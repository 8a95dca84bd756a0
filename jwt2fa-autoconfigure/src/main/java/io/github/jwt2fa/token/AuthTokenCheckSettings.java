package io.github.jwt2fa.token;

import io.github.jwt2fa.crypto.HmacSha256;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about a token beside its signature and its time.
 *
 * @param resourceType the type of token that opens protected resources
 * @param userLookup whether its user is looked up at each request
 * @param sessionLookup whether its session is looked up at each request
 * @param passwordHmac makes the fingerprint that ties tokens to the password of their
 * user, or {@code null} if nothing does
 */
public record AuthTokenCheckSettings(AuthTokenType resourceType, boolean userLookup, boolean sessionLookup,
		@Nullable HmacSha256 passwordHmac) {
}
