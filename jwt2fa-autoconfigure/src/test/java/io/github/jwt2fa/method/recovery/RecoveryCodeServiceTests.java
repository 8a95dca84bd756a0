package io.github.jwt2fa.method.recovery;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEvent.RecoveryCodeIssued;
import io.github.jwt2fa.event.TwoFactorEvent.RecoveryCodesMade;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RecoveryCodeServiceTests {

	private final MutableClock clock = new MutableClock();

	private final RecoveryCodeRepository repository = new InMemoryRecoveryCodeRepository();

	private final TestRecovery recovery = new TestRecovery(this.repository, this.clock);

	private final RecoveryCodeService service = this.recovery.service();

	@Test
	void createWhenUserHasAFactorThenTenCodesThatAreGood() {
		List<String> codes = this.service.create(TestRecovery.ALICE);
		assertThat(codes).hasSize(10).doesNotHaveDuplicates();
		assertThat(this.service.left("alice")).isEqualTo(10);
		assertThat(codes).allMatch((code) -> this.recovery.use(TestRecovery.ALICE, code));
		assertThat(this.service.left("alice")).isZero();
	}

	@Test
	void createWhenThereAreSomeThenThoseAreDead() {
		List<String> old = this.service.create(TestRecovery.ALICE);
		List<String> bobs = this.service.create(TestRecovery.BOB);
		this.recovery.use(TestRecovery.ALICE, old.get(0));
		this.clock.advance(Duration.ofDays(1));
		List<String> fresh = this.service.create(TestRecovery.ALICE);
		assertThat(old).noneMatch((code) -> this.recovery.use(TestRecovery.ALICE, code));
		assertThat(fresh).allMatch((code) -> this.recovery.check(TestRecovery.ALICE, code) != null);
		assertThat(bobs).allMatch((code) -> this.recovery.check(TestRecovery.BOB, code) != null);
		assertThat(this.repository.findByUserId("alice").createdAt())
			.isEqualTo(this.clock.instant().truncatedTo(ChronoUnit.MILLIS));
	}

	@Test
	void createWhenAnotherIsFasterThenTheLastOnesAreGood() {
		List<List<String>> faster = new ArrayList<>();
		RecoveryCodeRepository slow = new RecoveryCodeHandlerTests.BrokenRepository() {

			@Override
			public StoredRecoveryCodes findByUserId(String userId) {
				return RecoveryCodeServiceTests.this.repository.findByUserId(userId);
			}

			@Override
			public boolean insert(StoredRecoveryCodes codes) {
				faster.add(RecoveryCodeServiceTests.this.service.create(TestRecovery.ALICE));
				return RecoveryCodeServiceTests.this.repository.insert(codes);
			}

			@Override
			public boolean replace(StoredRecoveryCodes expected, StoredRecoveryCodes update) {
				return RecoveryCodeServiceTests.this.repository.replace(expected, update);
			}

		};
		List<String> codes = new TestRecovery(slow, this.clock).service().create(TestRecovery.ALICE);
		assertThat(faster).hasSize(1);
		assertThat(codes).allMatch((code) -> this.recovery.check(TestRecovery.ALICE, code) != null);
		assertThat(faster.get(0)).noneMatch((code) -> this.recovery.check(TestRecovery.ALICE, code) != null);
	}

	@Test
	void createWhenDoneThenToldWithoutTheCodes() {
		this.service.create(TestRecovery.ALICE);
		assertThat(this.recovery.events())
			.containsExactly(new RecoveryCodesMade("alice", TestRecovery.CLIENT, this.clock.instant()));
	}

	@Test
	void createWhenUserHasNoFactorThenRefused() {
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> this.service.create(TestRecovery.NORA))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(TwoFactorError.NO_OWN_FACTOR));
		assertThat(this.service.left("nora")).isZero();
		assertThat(this.recovery.events()).isEmpty();
	}

	/**
	 * As soon as the app is gone, what is left counts for nothing.
	 */
	@Test
	void createWhenCodesAreAllThatIsLeftThenRefused() {
		this.repository.insert(new StoredRecoveryCodes("nora", List.of("a".repeat(64)), this.clock.instant()));
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> this.service.create(TestRecovery.NORA));
		assertThat(this.service.left("nora")).isEqualTo(1);
	}

	@Test
	void createIfNoneWhenSomeAreLeftThenTheyStay() {
		List<String> codes = this.service.createIfNone(TestRecovery.ALICE);
		assertThat(codes).hasSize(10);
		this.recovery.use(TestRecovery.ALICE, codes.get(0));
		assertThat(this.service.createIfNone(TestRecovery.ALICE)).isEmpty();
		assertThat(this.service.left("alice")).isEqualTo(9);
		assertThat(this.recovery.events()).filteredOn(RecoveryCodesMade.class::isInstance).hasSize(1);
	}

	@Test
	void createIfNoneWhenAllAreUsedThenNewOnes() {
		this.service.create(TestRecovery.ALICE).forEach((code) -> this.recovery.use(TestRecovery.ALICE, code));
		assertThat(this.service.createIfNone(TestRecovery.ALICE)).hasSize(10)
			.allMatch((code) -> this.recovery.use(TestRecovery.ALICE, code));
	}

	@Test
	void issueWhenTheUserHasCodesThenBothAreGoodAndItStandsAlone() {
		List<String> made = this.service.create(TestRecovery.ALICE);
		String issued = this.service.issue(TestRecovery.ALICE, Duration.ofMinutes(10), "desk");
		assertThat(this.service.left("alice")).as("those of the user").isEqualTo(10);
		assertThat(this.recovery.check(TestRecovery.ALICE, issued).standsAlone()).isTrue();
		assertThat(this.recovery.check(TestRecovery.ALICE, made.get(0)).standsAlone()).isFalse();
		assertThat(this.recovery.use(TestRecovery.ALICE, issued)).isTrue();
		assertThat(this.recovery.use(TestRecovery.ALICE, issued)).isFalse();
		assertThat(made).allMatch((code) -> this.recovery.use(TestRecovery.ALICE, code));
		assertThat(this.repository.findByUserId("alice")).isNull();
	}

	@Test
	void issueWhenTheUserHasNoneThenOneThatEnds() {
		String issued = this.service.issue(TestRecovery.NORA, Duration.ofHours(24), "desk");
		assertThat(this.service.left("nora")).isZero();
		assertThat(this.recovery.handler().factors(TestRecovery.NORA)).hasSize(1);
		this.clock.advance(Duration.ofHours(24).minusSeconds(1));
		AcceptedProof late = this.recovery.check(TestRecovery.NORA, issued);
		assertThat(this.recovery.handler().standsAlone(TestRecovery.NORA)).isTrue();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(late.use()).as("it ended in between").isFalse();
		assertThat(this.recovery.check(TestRecovery.NORA, issued)).isNull();
		assertThat(this.recovery.handler().standsAlone(TestRecovery.NORA)).isFalse();
		assertThat(this.recovery.handler().factors(TestRecovery.NORA)).isEmpty();
	}

	@Test
	void issueWhenOneIsThereThenThatIsDeadAndTheEventTellsWhoDidIt() {
		String first = this.service.issue(TestRecovery.ALICE, Duration.ofHours(1), "desk");
		String second = this.service.issue(TestRecovery.ALICE, Duration.ofHours(2), "boss");
		assertThat(this.recovery.check(TestRecovery.ALICE, first)).isNull();
		assertThat(this.recovery.check(TestRecovery.ALICE, second)).isNotNull();
		assertThat(this.recovery.events().toString()).doesNotContain(first).doesNotContain(second);
		Instant end = this.clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofHours(2));
		assertThat(this.recovery.events()).last()
			.isEqualTo(new RecoveryCodeIssued("alice", end, "boss", TestRecovery.CLIENT, this.clock.instant()));
	}

	@Test
	void createWhenOneWasIssuedThenThatIsDeadAndOthersAreMade() {
		String issued = this.service.issue(TestRecovery.ALICE, Duration.ofHours(1), "desk");
		assertThat(this.service.createIfNone(TestRecovery.ALICE)).as("one that ends is no list").hasSize(10);
		assertThat(this.recovery.check(TestRecovery.ALICE, issued)).isNull();
		issued = this.service.issue(TestRecovery.ALICE, Duration.ofHours(1), "desk");
		this.service.create(TestRecovery.ALICE);
		assertThat(this.recovery.check(TestRecovery.ALICE, issued)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT9M59.999S", "PT24H0.001S", "PT0S", "PT-1H" })
	void issueWhenItWereGoodForAnotherTimeThenRefused(Duration validFor) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.service.issue(TestRecovery.ALICE, validFor, "desk"))
			.withMessageContaining("10 minutes to 24 hours");
		assertThat(this.repository.findByUserId("alice")).isNull();
	}

	@Test
	void deleteStaleWhenTheUserHasAnotherFactorThenStayAndElseAreGone() {
		this.service.create(TestRecovery.ALICE);
		this.service.deleteStale(TestRecovery.ALICE);
		assertThat(this.service.left("alice")).isEqualTo(10);
		this.service.deleteStale(TestRecovery.NORA);
		this.repository.insert(new StoredRecoveryCodes("nora", List.of("of a factor that is gone"), Instant.EPOCH));
		this.service.deleteStale(TestRecovery.NORA);
		assertThat(this.service.left("nora")).isZero();
	}

	@Test
	void deleteAllWhenThereAreSomeThenDead() {
		List<String> codes = this.service.create(TestRecovery.ALICE);
		assertThat(this.service.deleteAll("bob")).isFalse();
		assertThat(this.service.deleteAll("alice")).isTrue();
		assertThat(this.service.deleteAll("alice")).isFalse();
		assertThat(this.service.left("alice")).isZero();
		assertThat(codes).noneMatch((code) -> this.recovery.use(TestRecovery.ALICE, code));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 20 })
	void createWhenAnotherNumberIsSetThenSoMany(int count) {
		assertThat(new TestRecovery(this.repository, this.clock, count).service().create(TestRecovery.ALICE))
			.hasSize(count);
		assertThat(this.service.left("alice")).isEqualTo(count);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 21 })
	void serviceWhenNumberIsOutOfRangeThenRefused(int count) {
		assertThatIllegalArgumentException().isThrownBy(() -> new TestRecovery(this.repository, this.clock, count));
	}

}
