package io.github.jwt2fa.method.recovery;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent.RecoveryCodeUsed;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RecoveryCodeHandlerTests {

	private final MutableClock clock = new MutableClock();

	private final RecoveryCodeRepository repository = new InMemoryRecoveryCodeRepository();

	private final TestRecovery recovery = new TestRecovery(this.repository, this.clock);

	private final RecoveryCodeHandler handler = this.recovery.handler();

	private List<String> codes;

	@BeforeEach
	void create() {
		this.codes = this.recovery.service().create(TestRecovery.ALICE);
		this.recovery.events().clear();
	}

	@Test
	void methodWhenAskedThenSaysWhatItIs() {
		assertThat(this.handler.method()).isEqualTo(TwoFactorMethod.RECOVERY_CODE).hasToString("recovery-code");
		assertThat(this.handler.amr()).isEqualTo("recovery-code");
		assertThat(this.handler.factor()).isEqualTo("FACTOR_RECOVERY_CODE");
		assertThat(this.handler.isOwn()).isFalse();
		assertThat(this.handler.isStandIn()).isTrue();
		assertThat(this.handler.isSent()).isFalse();
		assertThat(this.handler.takesCode()).isTrue();
		assertThat(this.handler.begin(TestRecovery.ALICE).claims()).isEmpty();
		assertThat(this.handler.begin(TestRecovery.ALICE).members()).isEmpty();
	}

	@Test
	void factorsWhenSomeAreLeftThenHowMany() {
		assertThat(this.handler.factors(TestRecovery.ALICE))
			.containsExactly(new Factor(null, Map.of("recovery_codes_left", 10)));
		this.recovery.use(TestRecovery.ALICE, this.codes.get(0));
		assertThat(this.handler.factors(TestRecovery.ALICE)).extracting(Factor::members)
			.containsExactly(Map.of("recovery_codes_left", 9));
		assertThat(this.handler.factors(TestRecovery.BOB)).isEmpty();
	}

	@Test
	void checkWhenRightThenNoEffect() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.recovery.check(TestRecovery.ALICE, this.codes.get(0))).isNotNull();
		}
		assertThat(this.recovery.service().left("alice")).isEqualTo(10);
		assertThat(this.recovery.events()).isEmpty();
	}

	@Test
	void checkWhenTypedAnotherWayThenRight() {
		String typed = this.codes.get(0).toLowerCase().replace('-', ' ').replace('0', 'o').replace('1', 'l');
		assertThat(this.recovery.use(TestRecovery.ALICE, typed)).isTrue();
		assertThat(this.recovery.check(TestRecovery.ALICE, this.codes.get(0))).isNull();
	}

	@Test
	void checkWhenWrongThenNull() {
		String wrong = RecoveryCode.generate(new SecureRandom()).text();
		assertThat(this.recovery.check(TestRecovery.ALICE, wrong)).isNull();
		assertThat(this.recovery.check(TestRecovery.ALICE, this.codes.get(0).substring(1))).isNull();
		assertThat(this.recovery.check(TestRecovery.BOB, this.codes.get(0))).isNull();
	}

	/**
	 * Nor is a number filled up with zeros to the length of a code.
	 */
	@Test
	void checkWhenTextIsNoCodeThenTheStoreIsNotAsked() {
		RecoveryCodeHandler brokenHandler = new TestRecovery(new BrokenRepository(), this.clock).handler();
		for (Proof proof : List.of(Proof.of("123456"), Proof.ofInteger("123"), Proof.of("x".repeat(60_000)))) {
			assertThat(brokenHandler.check(Map.of(), TestRecovery.ALICE, proof)).isNull();
		}
		Proof code = Proof.of(this.codes.get(0));
		assertThatIllegalStateException().isThrownBy(() -> brokenHandler.check(Map.of(), TestRecovery.ALICE, code));
		assertThatIllegalStateException().isThrownBy(() -> brokenHandler.factors(TestRecovery.ALICE));
	}

	@Test
	void checkWhenHashesAreCopiedToAnotherUserThenNull() {
		StoredRecoveryCodes alices = this.repository.findByUserId("alice");
		this.repository.insert(new StoredRecoveryCodes("bob", alices.hashes(), alices.createdAt()));
		assertThat(this.recovery.check(TestRecovery.BOB, this.codes.get(0))).isNull();
	}

	@Test
	void useWhenRightThenOnceAndTold() {
		AcceptedProof first = this.recovery.check(TestRecovery.ALICE, this.codes.get(2));
		AcceptedProof second = this.recovery.check(TestRecovery.ALICE, this.codes.get(2));
		assertThat(first.use()).isTrue();
		assertThat(first.use()).isFalse();
		assertThat(second.use()).isFalse();
		assertThat(this.recovery.check(TestRecovery.ALICE, this.codes.get(2))).isNull();
		assertThat(this.recovery.events())
			.containsExactly(new RecoveryCodeUsed("alice", 9, TestRecovery.CLIENT, this.clock.instant()));
	}

	@Test
	void useWhenAnotherCodeWasFasterThenBothAreGood() {
		AcceptedProof first = this.recovery.check(TestRecovery.ALICE, this.codes.get(0));
		AcceptedProof second = this.recovery.check(TestRecovery.ALICE, this.codes.get(1));
		assertThat(first.use()).isTrue();
		assertThat(second.use()).isTrue();
		assertThat(this.recovery.service().left("alice")).isEqualTo(8);
	}

	@Test
	void useWhenNewCodesWereMadeMeanwhileThenNotGood() {
		AcceptedProof old = this.recovery.check(TestRecovery.ALICE, this.codes.get(0));
		this.recovery.service().create(TestRecovery.ALICE);
		assertThat(old.use()).isFalse();
		assertThat(this.recovery.service().left("alice")).isEqualTo(10);
	}

	@Test
	void useWhenAllWereDeletedMeanwhileThenNotGood() {
		AcceptedProof old = this.recovery.check(TestRecovery.ALICE, this.codes.get(0));
		this.recovery.service().deleteAll("alice");
		assertThat(old.use()).isFalse();
	}

	@Test
	void useWhenItIsTheLastThenNoneIsLeft() {
		this.codes.forEach((code) -> assertThat(this.recovery.use(TestRecovery.ALICE, code)).isTrue());
		assertThat(this.handler.factors(TestRecovery.ALICE)).isEmpty();
		assertThat(this.repository.findByUserId("alice")).isNull();
		assertThat(this.recovery.events()).last()
			.isEqualTo(new RecoveryCodeUsed("alice", 0, TestRecovery.CLIENT, this.clock.instant()));
	}

	/**
	 * Such as one that reads from a replica.
	 */
	@Test
	void useWhenTheStoreNeverAgreesThenFails() {
		RecoveryCodeRepository stale = new BrokenRepository() {

			@Override
			public StoredRecoveryCodes findByUserId(String userId) {
				return RecoveryCodeHandlerTests.this.repository.findByUserId(userId);
			}

			@Override
			public boolean replace(StoredRecoveryCodes expected, StoredRecoveryCodes update) {
				return false;
			}

		};
		TestRecovery broken = new TestRecovery(stale, this.clock);
		AcceptedProof accepted = broken.check(TestRecovery.ALICE, this.codes.get(0));
		assertThatIllegalStateException().isThrownBy(accepted::use).withMessageNotContaining(this.codes.get(0));
		assertThatIllegalStateException().isThrownBy(() -> broken.service().create(TestRecovery.ALICE));
		assertThat(broken.events()).isEmpty();
	}

	@Test
	void removeWhenAllThenNoneIsLeft() {
		assertThat(this.handler.remove("alice", "1")).isFalse();
		assertThat(this.recovery.service().left("alice")).isEqualTo(10);
		assertThat(this.handler.remove("alice", null)).isTrue();
		assertThat(this.handler.remove("alice", null)).isFalse();
		assertThat(this.recovery.check(TestRecovery.ALICE, this.codes.get(0))).isNull();
	}

	/**
	 * A store that is down.
	 */
	static class BrokenRepository implements RecoveryCodeRepository {

		@Override
		public StoredRecoveryCodes findByUserId(String userId) {
			throw new IllegalStateException("The store is down");
		}

		@Override
		public boolean insert(StoredRecoveryCodes codes) {
			throw new IllegalStateException("The store is down");
		}

		@Override
		public boolean replace(StoredRecoveryCodes expected, StoredRecoveryCodes update) {
			throw new IllegalStateException("The store is down");
		}

		@Override
		public boolean deleteByUserId(String userId) {
			throw new IllegalStateException("The store is down");
		}

	}

}
