package io.github.jwt2fa.state;

import org.springframework.util.Assert;

/**
 * The name of a record in a {@link StateStore}. Keys are compared byte by byte.
 *
 * @param kind what the record is about, such as {@code code-token}; lower-case letters
 * and dashes. A bounded store bounds each kind by itself, so that a flood of one starves
 * no other
 * @param id which record of its kind. The login names users, addresses and code tokens by
 * it; what a store is asked for is an HMAC of that ({@link HashedKeyStateStore}), 22
 * URL-safe characters without personal data
 * @since 0.1.0
 */
public record StateKey(String kind, String id) {

	public StateKey {
		Assert.hasText(kind, "A state key needs a kind");
		Assert.hasLength(id, "A state key needs an id");
	}

}
