package io.github.jwt2fa.method.recovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The recovery codes that a user has left, as they are kept: nobody can log in by what
 * stands here.
 *
 * @param userId the user's id
 * @param hashes the hash of each code, 64 hexadecimal characters; not empty
 * @param createdAt when the codes were made, in whole milliseconds
 * @since 0.1.0
 */
public record StoredRecoveryCodes(String userId, List<String> hashes, Instant createdAt) {

	public StoredRecoveryCodes {
		Assert.notEmpty(hashes, "A user without recovery codes has nothing stored");
		hashes = List.copyOf(hashes);
	}

	/**
	 * Whether a code is one of these.
	 * @param hash its hash
	 */
	boolean contains(String hash) {
		byte[] wanted = bytes(hash);
		return this.hashes.stream().anyMatch((known) -> MessageDigest.isEqual(bytes(known), wanted));
	}

	private static byte[] bytes(String hash) {
		return hash.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * What is left after a code is used.
	 * @param hash its hash
	 * @return the others, or {@code null} if it was the last one
	 */
	@Nullable StoredRecoveryCodes without(String hash) {
		List<String> others = this.hashes.stream().filter((known) -> !known.equals(hash)).toList();
		return others.isEmpty() ? null : new StoredRecoveryCodes(this.userId, others, this.createdAt);
	}

	/**
	 * How many there are, and not their hashes.
	 */
	@Override
	public String toString() {
		return "StoredRecoveryCodes[userId=" + this.userId + ", left=" + this.hashes.size() + ", createdAt="
				+ this.createdAt + "]";
	}

}
