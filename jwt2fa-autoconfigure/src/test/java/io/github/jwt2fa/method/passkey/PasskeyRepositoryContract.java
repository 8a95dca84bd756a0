package io.github.jwt2fa.method.passkey;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.TestAuthenticator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every place for passkeys has to do.
 */
public abstract class PasskeyRepositoryContract {

	private static final Instant MADE = Instant.parse("2026-11-24T10:00:00.123Z");

	private static final Instant USED = MADE.plusMillis(4_001);

	private static final int AT_ONCE = 40;

	/**
	 * The repository, empty at first.
	 */
	protected abstract PasskeyRepository repository();

	/**
	 * The repository of another instance, over the same data.
	 */
	protected abstract PasskeyRepository repositoryOfAnotherInstance();

	protected static Passkey passkey(String id, String userId) {
		String handle = Base64.getUrlEncoder().withoutPadding().encodeToString(userId.getBytes(StandardCharsets.UTF_8));
		return Passkey.withId(id).userId(userId).userHandle(handle).publicKey("a2V5").createdAt(MADE).build();
	}

	/**
	 * What the place keeps of a passkey.
	 */
	protected Passkey asKept(Passkey passkey) {
		return passkey;
	}

	/**
	 * As much as the place can keep.
	 */
	protected Passkey longest() {
		return Passkey.withId("a".repeat(1364))
			.userId("x".repeat(255))
			.userHandle("a".repeat(84))
			.publicKey("a".repeat(2728))
			.transports(List.of("a".repeat(127), "b".repeat(127)))
			.label("ü".repeat(64))
			.createdAt(MADE)
			.build();
	}

	@Test
	void insertWhenThereIsNoneThenFoundAsItWas() {
		assertThat(repository().findById("AAAA")).isNull();
		assertThat(repository().findByUserId("alice")).isEmpty();
		Passkey passkey = passkey("AAAA", "alice").toBuilder()
			.signatureCounter(4_294_967_295L)
			.backupEligible(true)
			.backedUp(true)
			.aaguid(UUID.fromString("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4"))
			.transports(List.of("internal", "hybrid"))
			.label("Télé 😀")
			.lastUsedAt(USED)
			.build();
		assertThat(repository().insert(passkey)).isTrue();
		assertThat(repository().insert(passkey("AAAB", "alice"))).isTrue();
		assertThat(repository().findById("AAAA")).isEqualTo(asKept(passkey));
		assertThat(repositoryOfAnotherInstance().findById("AAAA")).isEqualTo(asKept(passkey));
		assertThat(repository().findById("AAAB")).isEqualTo(passkey("AAAB", "alice"));
		assertThat(repository().findById("AAAC")).isNull();
		assertThat(repository().findByUserId("bob")).isEmpty();
	}

	@Test
	void insertWhenAsLongAsCanBeThenAllIsKept() {
		Passkey passkey = longest();
		assertThat(repository().insert(passkey)).isTrue();
		assertThat(repository().findById(passkey.id())).isEqualTo(passkey);
		assertThat(repository().findByUserId(passkey.userId())).containsExactly(passkey);
	}

	@Test
	void insertWhenTheIdIsKnownThenTheOldOneStays() {
		repository().insert(passkey("AAAA", "alice"));
		assertThat(repository().insert(passkey("AAAA", "bob"))).isFalse();
		assertThat(repository().insert(passkey("AAAA", "alice").toBuilder().label("New").build())).isFalse();
		assertThat(repository().findById("AAAA")).isEqualTo(passkey("AAAA", "alice"));
		assertThat(repository().findByUserId("bob")).isEmpty();
	}

	@Test
	void insertWhenManyAtOnceThenOneWins() throws Exception {
		List<Boolean> inserted = AtOnce.results(AT_ONCE, AT_ONCE,
				(i) -> ((i % 2 == 0) ? repository() : repositoryOfAnotherInstance())
					.insert(passkey("AAAA", "user-" + i)));
		assertThat(inserted).filteredOn((won) -> won).hasSize(1);
		assertThat(repository().findByUserId("user-" + inserted.indexOf(true))).hasSize(1);
	}

	@Test
	void findByUserWhenThereAreSeveralThenTheOldestFirst() {
		for (int i = 0; i < 5; i++) {
			int order = (i * 3) % 5;
			repository().insert(
					passkey("AAA" + "ABCDE".charAt(i), "alice").toBuilder().createdAt(MADE.plusMillis(order)).build());
		}
		assertThat(repository().findByUserId("alice")).extracting(Passkey::id)
			.containsExactly("AAAA", "AAAC", "AAAE", "AAAB", "AAAD");
	}

	@Test
	void findWhenIdsDifferInAByteThenOthers() {
		List<String> users = List.of("alice", "ALICE", "alice ", "\u00e4", "a\u0308", "straße", "strasse", "😀", "😁",
				"1", "01");
		List<String> ids = IntStream.range(0, users.size())
			.mapToObj((i) -> "AAAAbbbbCCC" + "abcdefghijkAB".charAt(i))
			.toList();
		for (int i = 0; i < users.size(); i++) {
			assertThat(repository().findByUserId(users.get(i))).as(users.get(i)).isEmpty();
			assertThat(repository().insert(passkey(ids.get(i), users.get(i)))).as(users.get(i)).isTrue();
		}
		assertThat(repository().findById("aaaabbbbCCCa")).isNull();
		assertThat(repository().findById("AAAAbbbbCCCA")).isNull();
		assertThat(repository().deleteByUserId("ALICE")).isTrue();
		assertThat(repository().delete("alice ", ids.get(0))).isFalse();
		assertThat(repository().delete("alice ", ids.get(2))).isTrue();
		for (int i = 0; i < users.size(); i++) {
			assertThat(repository().findByUserId(users.get(i))).as(users.get(i)).hasSize((i == 1 || i == 2) ? 0 : 1);
		}
	}

	@Test
	void updateUseWhenTheCounterIsGreaterThenAllIsWritten() {
		repository().insert(passkey("AAAA", "alice"));
		repository().insert(passkey("AAAB", "alice"));
		assertThat(repository().updateUse("AAAA", 7, true, USED)).isTrue();
		Passkey used = passkey("AAAA", "alice").toBuilder().signatureCounter(7).backedUp(true).lastUsedAt(USED).build();
		assertThat(repository().findById("AAAA")).isEqualTo(used);
		assertThat(repository().updateUse("AAAA", 8, false, USED)).isTrue();
		assertThat(repository().findById("AAAA"))
			.isEqualTo(used.toBuilder().signatureCounter(8).backedUp(false).build());
		assertThat(repository().findById("AAAB")).isEqualTo(passkey("AAAB", "alice"));
	}

	@Test
	void updateUseWhenTheCounterIsNotGreaterThenNothingIsWritten() {
		Passkey passkey = passkey("AAAA", "alice").toBuilder().signatureCounter(7).build();
		repository().insert(passkey);
		for (long counter : new long[] { 0, 1, 6, 7 }) {
			assertThat(repository().updateUse("AAAA", counter, true, USED)).as("" + counter).isFalse();
		}
		assertThat(repository().findById("AAAA")).isEqualTo(passkey);
		assertThat(repository().updateUse("AAAA", 4_294_967_295L, true, USED)).isTrue();
	}

	@Test
	void updateUseWhenNeitherCountsThenEachIsWritten() {
		repository().insert(passkey("AAAA", "alice"));
		assertThat(repository().updateUse("AAAA", 0, false, USED)).isTrue();
		// the same once more changes nothing, and is no less a use
		assertThat(repository().updateUse("AAAA", 0, false, USED)).isTrue();
		assertThat(repository().findById("AAAA").lastUsedAt()).isEqualTo(USED);
		assertThat(repository().updateUse("AAAA", 1, false, USED)).isTrue();
		assertThat(repository().updateUse("AAAA", 0, false, USED)).isFalse();
	}

	@Test
	void updateUseWhenThereIsNoneThenFalse() {
		assertThat(repository().updateUse("AAAA", 1, false, USED)).isFalse();
		assertThat(repository().findById("AAAA")).isNull();
	}

	@Test
	void updateUseWhenManyAtOnceWithOneCounterThenOneWins() throws Exception {
		repository().insert(passkey("AAAA", "alice"));
		List<Boolean> used = AtOnce.results(AT_ONCE, AT_ONCE,
				(i) -> ((i % 2 == 0) ? repository() : repositoryOfAnotherInstance()).updateUse("AAAA", 5, i % 3 == 0,
						USED.plusMillis(i)));
		assertThat(used).filteredOn((won) -> won).hasSize(1);
		assertThat(repository().findById("AAAA").lastUsedAt()).isEqualTo(USED.plusMillis(used.indexOf(true)));
	}

	@Test
	void updateUseWhenManyAtOnceWithTheirOwnCountersThenTheGreatestStays() throws Exception {
		repository().insert(passkey("AAAA", "alice"));
		List<Boolean> used = AtOnce.results(AT_ONCE, AT_ONCE,
				(i) -> ((i % 2 == 0) ? repository() : repositoryOfAnotherInstance()).updateUse("AAAA", i + 1, false,
						USED));
		assertThat(used.get(AT_ONCE - 1)).isTrue();
		assertThat(repository().findById("AAAA").signatureCounter()).isEqualTo(AT_ONCE);
	}

	@Test
	void useWhenOneSignatureManyAtOnceThenOneOfTwoInstancesWins() throws Exception {
		List<TestPasskeys> instances = List.of(new TestPasskeys(repository(), Clock.systemUTC()),
				new TestPasskeys(repositoryOfAnotherInstance(), Clock.systemUTC()));
		TestAuthenticator device = new TestAuthenticator(TestPasskeys.ORIGIN);
		instances.get(0).register(TestPasskeys.ALICE, device);
		Challenge challenge = instances.get(0).handler().begin(TestPasskeys.ALICE);
		Proof proof = Proof.ofCredential(device.get(TestPasskeys.options(challenge)));
		List<Boolean> used = AtOnce.results(AT_ONCE, AT_ONCE, (i) -> {
			AcceptedProof accepted = instances.get(i % 2)
				.handler()
				.check(challenge.claims(), TestPasskeys.ALICE, proof);
			return accepted != null && accepted.use();
		});
		assertThat(used).filteredOn((won) -> won).hasSize(1);
		assertThat(instances.stream()
			.flatMap((instance) -> instance.events().stream())
			.filter(TwoFactorEvent.PasskeyCloned.class::isInstance)).hasSize(AT_ONCE - 1);
	}

	@Test
	void deleteWhenItIsTheUsersThenItIsGone() {
		repository().insert(passkey("AAAA", "alice"));
		repository().insert(passkey("AAAB", "alice"));
		assertThat(repository().delete("bob", "AAAA")).isFalse();
		assertThat(repository().delete("alice", "no id?")).isFalse();
		assertThat(repository().delete("alice", "AAAC")).isFalse();
		assertThat(repository().delete("alice", "AAAA")).isTrue();
		assertThat(repository().delete("alice", "AAAA")).isFalse();
		assertThat(repository().findByUserId("alice")).extracting(Passkey::id).containsExactly("AAAB");
	}

	@Test
	void deleteByUserWhenThereAreSomeThenNoneIsLeft() {
		assertThat(repository().deleteByUserId("alice")).isFalse();
		repository().insert(passkey("AAAA", "alice"));
		repository().insert(passkey("AAAB", "alice"));
		repository().insert(passkey("AAAC", "bob"));
		assertThat(repository().deleteByUserId("alice")).isTrue();
		assertThat(repository().findByUserId("alice")).isEmpty();
		assertThat(repository().findById("AAAA")).isNull();
		assertThat(repository().findByUserId("bob")).hasSize(1);
	}

}
