package io.github.jwt2fa.method.recovery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StoredRecoveryCodesTests {

	private static final String A = "a".repeat(64);

	private static final String B = "b".repeat(64);

	private static StoredRecoveryCodes codes(String... hashes) {
		return new StoredRecoveryCodes("alice", List.of(hashes), Instant.EPOCH);
	}

	@Test
	void withoutWhenOthersAreThereThenThoseAlone() {
		assertThat(codes(A, B).without(A)).isEqualTo(codes(B));
		assertThat(codes(A, B).without("c".repeat(64))).isEqualTo(codes(A, B));
		assertThat(codes(A).without(A)).isNull();
	}

	@Test
	void containsWhenHashIsWholeThenTrue() {
		assertThat(codes(A, B).contains(B)).isTrue();
		assertThat(codes(A, B).contains("c".repeat(64))).isFalse();
		assertThat(codes(A, B).contains(A.substring(1))).isFalse();
		assertThat(codes(A, B).contains("")).isFalse();
	}

	@Test
	void codesWhenNoneThenNotStored() {
		assertThatIllegalArgumentException().isThrownBy(() -> codes());
	}

	@Test
	void codesWhenTheListChangesThenAsTheyWere() {
		List<String> hashes = new ArrayList<>(List.of(A));
		StoredRecoveryCodes codes = new StoredRecoveryCodes("alice", hashes, Instant.EPOCH);
		hashes.clear();
		assertThat(codes.hashes()).containsExactly(A);
	}

	@Test
	void toStringWhenAskedThenNoHashes() {
		assertThat(codes(A, B))
			.hasToString("StoredRecoveryCodes[userId=alice, left=2, createdAt=1970-01-01T00:00:00Z]");
	}

}
