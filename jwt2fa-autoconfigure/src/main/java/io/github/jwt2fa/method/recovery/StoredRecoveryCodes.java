package io.github.jwt2fa.method.recovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The recovery codes that a user has left, as they are kept: nobody can log in by what
 * stands here.
 *
 * @param userId the user's id
 * @param hashes the hash of each code, 64 hexadecimal characters; behind that of a code
 * that an operator issued stand a colon and its end, in milliseconds since 1970; not
 * empty, and never more than 21 entries
 * @param createdAt when the codes were made, in whole milliseconds
 * @since 0.1.0
 */
public record StoredRecoveryCodes(String userId, List<String> hashes, Instant createdAt) {

	private static final char END = ':';

	public StoredRecoveryCodes {
		Assert.notEmpty(hashes, "A user without recovery codes has nothing stored");
		hashes = List.copyOf(hashes);
	}

	/**
	 * The hash of a code that an operator issued, with its end.
	 */
	static String issued(String hash, Instant endsAt) {
		return hash + END + endsAt.toEpochMilli();
	}

	private static boolean isIssued(String entry) {
		return entry.indexOf(END) >= 0;
	}

	private static boolean isAlive(String entry, Instant now) {
		return now.toEpochMilli() < Long.parseLong(entry, entry.indexOf(END) + 1, entry.length(), 10);
	}

	/**
	 * Whether a code is one of those that the user made.
	 * @param hash its hash
	 */
	boolean contains(String hash) {
		return holds(hash, (entry) -> !isIssued(entry));
	}

	/**
	 * Whether a code is the one that an operator issued, and has not ended.
	 * @param hash its hash
	 * @param now the time
	 */
	boolean containsIssued(String hash, Instant now) {
		return holds(hash, (entry) -> isIssued(entry) && isAlive(entry, now));
	}

	private boolean holds(String hash, Predicate<String> filter) {
		byte[] wanted = bytes(hash);
		return this.hashes.stream()
			.filter((entry) -> MessageDigest.isEqual(bytes(hashOf(entry)), wanted))
			.anyMatch(filter);
	}

	private static String hashOf(String entry) {
		return isIssued(entry) ? entry.substring(0, entry.indexOf(END)) : entry;
	}

	private static byte[] bytes(String hash) {
		return hash.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * How many codes are left of those that the user made.
	 */
	int left() {
		return (int) this.hashes.stream().filter((entry) -> !isIssued(entry)).count();
	}

	/**
	 * Whether there is a code that an operator issued, and that has not ended.
	 * @param now the time
	 */
	boolean hasIssued(Instant now) {
		return this.hashes.stream().anyMatch((entry) -> isIssued(entry) && isAlive(entry, now));
	}

	/**
	 * What is left after a code is used.
	 * @param hash its hash
	 * @return the others, or {@code null} if it was the last one
	 */
	@Nullable StoredRecoveryCodes without(String hash) {
		return those((entry) -> !hashOf(entry).equals(hash));
	}

	/**
	 * Those that the user made.
	 * @return the codes, or {@code null} if there are none
	 */
	@Nullable StoredRecoveryCodes madeAlone() {
		return those((entry) -> !isIssued(entry));
	}

	/**
	 * The one that an operator issued.
	 * @return the code, or {@code null} if there is none
	 */
	@Nullable StoredRecoveryCodes issuedAlone() {
		return those(StoredRecoveryCodes::isIssued);
	}

	private @Nullable StoredRecoveryCodes those(Predicate<String> filter) {
		List<String> entries = this.hashes.stream().filter(filter).toList();
		return entries.isEmpty() ? null : new StoredRecoveryCodes(this.userId, entries, this.createdAt);
	}

	/**
	 * The same codes, and one more that an operator issues, in place of an earlier one.
	 * @param hash its hash
	 * @param endsAt its end
	 */
	StoredRecoveryCodes withIssued(String hash, Instant endsAt) {
		Stream<String> made = this.hashes.stream().filter((entry) -> !isIssued(entry));
		return new StoredRecoveryCodes(this.userId, Stream.concat(made, Stream.of(issued(hash, endsAt))).toList(),
				this.createdAt);
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
