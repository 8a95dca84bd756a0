package io.github.jwt2fa.method.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.AcceptedProof;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every place for recovery codes has to do.
 */
public abstract class RecoveryCodeRepositoryContract {

	private static final Instant MADE = Instant.parse("2026-11-24T10:00:00.123Z");

	private static final int AT_ONCE = 40;

	/** Each new list makes all others that are made at the same time begin again. */
	private static final int LISTS_AT_ONCE = 8;

	/**
	 * The repository, empty at first.
	 */
	protected abstract RecoveryCodeRepository repository();

	/**
	 * The repository of another instance, over the same data.
	 */
	protected abstract RecoveryCodeRepository repositoryOfAnotherInstance();

	private static StoredRecoveryCodes codes(String userId, String... digits) {
		List<String> hashes = List.of(digits).stream().map((digit) -> digit.repeat(64)).toList();
		return new StoredRecoveryCodes(userId, hashes, MADE);
	}

	private TestRecovery recovery() {
		return new TestRecovery(repository(), Clock.systemUTC());
	}

	private TestRecovery recoveryOfAnotherInstance() {
		return new TestRecovery(repositoryOfAnotherInstance(), Clock.systemUTC());
	}

	@Test
	void insertWhenThereAreNoneThenFoundAsTheyWere() {
		assertThat(repository().findByUserId("alice")).isNull();
		StoredRecoveryCodes codes = codes("alice", "a", "0", "f");
		assertThat(repository().insert(codes)).isTrue();
		assertThat(repository().findByUserId("alice")).isEqualTo(codes);
		assertThat(repositoryOfAnotherInstance().findByUserId("alice")).isEqualTo(codes);
		assertThat(repository().findByUserId("bob")).isNull();
	}

	@Test
	void insertWhenAsManyAsThereCanBeThenAllAreKept() {
		StoredRecoveryCodes codes = codes("x".repeat(255), Collections.nCopies(20, "c").toArray(String[]::new));
		assertThat(repository().insert(codes)).isTrue();
		assertThat(repository().findByUserId("x".repeat(255))).isEqualTo(codes);
	}

	@Test
	void insertWhenThereAreSomeThenTheyStay() {
		repository().insert(codes("alice", "a"));
		assertThat(repository().insert(codes("alice", "b"))).isFalse();
		assertThat(repository().findByUserId("alice")).isEqualTo(codes("alice", "a"));
	}

	@Test
	void findWhenIdsDifferInAByteThenOtherUsers() {
		List<String> ids = List.of("alice", "ALICE", "alice ", "\u00e4", "a\u0308", "straße", "strasse", "😀", "😁",
				"1", "01");
		for (String id : ids) {
			assertThat(repository().findByUserId(id)).as(id).isNull();
			assertThat(repository().insert(codes(id, "a"))).as(id).isTrue();
		}
		assertThat(repository().deleteByUserId("ALICE")).isTrue();
		assertThat(repository().replace(codes("alice ", "a"), null)).isTrue();
		ids.forEach((id) -> assertThat(repository().findByUserId(id)).as(id)
			.isEqualTo(List.of("ALICE", "alice ").contains(id) ? null : codes(id, "a")));
	}

	@Test
	void replaceWhenTheyAreAsExpectedThenWritten() {
		StoredRecoveryCodes first = codes("alice", "a", "b");
		repository().insert(first);
		repository().insert(codes("bob", "a", "b"));
		StoredRecoveryCodes second = new StoredRecoveryCodes("alice", codes("alice", "c").hashes(), MADE.plusMillis(1));
		assertThat(repository().replace(first, second)).isTrue();
		assertThat(repository().findByUserId("alice")).isEqualTo(second);
		assertThat(repository().replace(second, null)).isTrue();
		assertThat(repository().findByUserId("alice")).isNull();
		assertThat(repository().insert(first)).isTrue();
		assertThat(repository().findByUserId("bob")).isEqualTo(codes("bob", "a", "b"));
	}

	@Test
	void replaceWhenSomeoneWasFasterThenNothingIsWritten() {
		StoredRecoveryCodes first = codes("alice", "a", "b");
		assertThat(repository().replace(first, codes("alice", "b"))).isFalse();
		assertThat(repository().replace(first, null)).isFalse();
		assertThat(repository().findByUserId("alice")).isNull();
		repository().insert(codes("alice", "b"));
		assertThat(repository().replace(first, codes("alice", "c"))).isFalse();
		assertThat(repository().replace(first, null)).isFalse();
		assertThat(repository().replace(codes("alice", "b", "a"), null)).isFalse();
		assertThat(repository().findByUserId("alice")).isEqualTo(codes("alice", "b"));
	}

	@Test
	void deleteWhenThereAreSomeThenNoneIsLeft() {
		assertThat(repository().deleteByUserId("alice")).isFalse();
		repository().insert(codes("alice", "a", "b"));
		repository().insert(codes("bob", "a"));
		assertThat(repository().deleteByUserId("alice")).isTrue();
		assertThat(repository().deleteByUserId("alice")).isFalse();
		assertThat(repository().findByUserId("alice")).isNull();
		assertThat(repository().findByUserId("bob")).isNotNull();
	}

	@Test
	void useWhenManyAtOnceThenOneOfTwoInstancesWins() throws Exception {
		TestRecovery here = recovery();
		TestRecovery there = recoveryOfAnotherInstance();
		String code = here.service().create(TestRecovery.ALICE).get(3);
		List<Callable<Boolean>> uses = new ArrayList<>();
		for (int i = 0; i < AT_ONCE; i++) {
			// found right by all of them before anybody uses it
			AcceptedProof accepted = ((i % 2 == 0) ? here : there).check(TestRecovery.ALICE, code);
			uses.add(accepted::use);
		}
		assertThat(atOnce(uses)).filteredOn((used) -> used).hasSize(1);
		assertThat(there.service().left("alice")).isEqualTo(9);
	}

	@Test
	void useWhenAllCodesAtOnceThenEachIsUsedOnce() throws Exception {
		TestRecovery here = recovery();
		TestRecovery there = recoveryOfAnotherInstance();
		List<String> codes = here.service().create(TestRecovery.ALICE);
		List<Callable<Boolean>> uses = new ArrayList<>();
		for (int i = 0; i < AT_ONCE; i++) {
			TestRecovery instance = (i < AT_ONCE / 2) ? here : there;
			String code = codes.get(i % codes.size());
			uses.add(() -> instance.use(TestRecovery.ALICE, code));
		}
		assertThat(atOnce(uses)).filteredOn((used) -> used).hasSize(10);
		assertThat(there.service().left("alice")).isZero();
		List<TwoFactorEvent> events = new ArrayList<>(here.events());
		events.addAll(there.events());
		assertThat(events).filteredOn(TwoFactorEvent.RecoveryCodeUsed.class::isInstance)
			.extracting((event) -> ((TwoFactorEvent.RecoveryCodeUsed) event).left())
			.containsExactlyInAnyOrder(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
	}

	@Test
	void createWhenManyAtOnceThenTheCodesOfOneAreGood() throws Exception {
		List<TestRecovery> instances = List.of(recovery(), recoveryOfAnotherInstance());
		List<Callable<List<String>>> creations = new ArrayList<>();
		for (int i = 0; i < LISTS_AT_ONCE; i++) {
			TestRecovery instance = instances.get(i % 2);
			creations.add(() -> instance.service().create(TestRecovery.ALICE));
		}
		assertThat(atOnce(creations)).filteredOn(
				(codes) -> codes.stream().anyMatch((code) -> instances.get(0).check(TestRecovery.ALICE, code) != null))
			.singleElement()
			.satisfies((codes) -> assertThat(codes).hasSize(10)
				.allMatch((code) -> instances.get(1).use(TestRecovery.ALICE, code)));
	}

	@Test
	void createIfNoneWhenManyAtOnceThenOneGetsCodes() throws Exception {
		List<TestRecovery> instances = List.of(recovery(), recoveryOfAnotherInstance());
		List<Callable<List<String>>> creations = new ArrayList<>();
		for (int i = 0; i < AT_ONCE; i++) {
			TestRecovery instance = instances.get(i % 2);
			creations.add(() -> instance.service().createIfNone(TestRecovery.ALICE));
		}
		assertThat(atOnce(creations)).filteredOn((codes) -> !codes.isEmpty())
			.singleElement()
			.satisfies((codes) -> assertThat(codes).hasSize(10)
				.allMatch((code) -> instances.get(1).use(TestRecovery.ALICE, code)));
	}

	private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
		CyclicBarrier start = new CyclicBarrier(calls.size());
		ExecutorService pool = Executors.newFixedThreadPool(calls.size());
		try {
			List<Future<T>> futures = calls.stream().map((call) -> pool.submit(() -> {
				start.await(30, TimeUnit.SECONDS);
				return call.call();
			})).toList();
			List<T> results = new ArrayList<>();
			for (Future<T> future : futures) {
				results.add(future.get());
			}
			return results;
		}
		finally {
			pool.shutdownNow();
		}
	}

}
