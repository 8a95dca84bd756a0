package io.github.jwt2fa.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.AtOnce;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every place for trusted devices has to do.
 */
public abstract class TrustedDeviceRepositoryContract {

	private static final Instant START = Instant.parse("2026-11-24T10:00:00.123Z");

	private static final Instant END = START.plus(Duration.ofDays(30));

	/**
	 * The repository, empty at first.
	 */
	protected abstract TrustedDeviceRepository repository();

	/**
	 * An id that is a SHA-256, as all are.
	 */
	private static String id(int number) {
		return "%064x".formatted(number);
	}

	private static TrustedDevice device(int number, String userId) {
		return TrustedDevice.withId(id(number))
			.userId(userId)
			.method(TwoFactorMethod.TOTP)
			.createdAt(START.plusMillis(number))
			.endsAt(END.plusMillis(number))
			.build();
	}

	@Test
	void insertWhenNewThenFoundAsItWas() {
		TrustedDevice device = device(1, "alice").toBuilder()
			.method(TwoFactorMethod.CODE_SENDER)
			.name("Ada’s \uD83D\uDCF1".repeat(8))
			.passwordFingerprint("A-_".repeat(14) + "z")
			.lastUsedAt(START.plusSeconds(60))
			.build();
		assertThat(repository().findById(id(1))).isNull();
		assertThat(repository().insert(device)).isTrue();
		assertThat(repository().insert(device(2, "bob"))).isTrue();
		assertThat(repository().findById(id(1))).isEqualTo(device);
		assertThat(repository().findById(id(2))).isEqualTo(device(2, "bob"));
		assertThat(repository().findByUserId("alice")).containsExactly(device);
	}

	@Test
	void insertWhenThereIsOneThenItStays() {
		repository().insert(device(1, "alice"));
		assertThat(repository().insert(device(1, "bob"))).isFalse();
		assertThat(repository().findById(id(1))).isEqualTo(device(1, "alice"));
		assertThat(repository().findByUserId("bob")).isEmpty();
	}

	@Test
	void findByUserIdWhenSeveralThenNewestFirstAndOfThisUserAlone() {
		for (int number : List.of(2, 3, 1)) {
			repository().insert(device(number, "alice"));
		}
		repository().insert(device(4, "ALICE"));
		repository().insert(device(5, "alice "));
		assertThat(repository().findByUserId("alice")).extracting(TrustedDevice::id)
			.containsExactly(id(3), id(2), id(1));
		assertThat(repository().findByUserId("nobody")).isEmpty();
	}

	@Test
	void useWhenThereThenTheTimeIsWritten() {
		repository().insert(device(1, "alice"));
		Instant at = START.plusSeconds(5);
		assertThat(repository().use(id(1), at)).isTrue();
		assertThat(repository().use(id(1), at)).as("the same once more").isTrue();
		assertThat(repository().findById(id(1))).isEqualTo(device(1, "alice").toBuilder().lastUsedAt(at).build());
		assertThat(repository().use(id(2), at)).isFalse();
		repository().delete("alice", id(1));
		assertThat(repository().use(id(1), at)).isFalse();
		assertThat(repository().findById(id(1))).isNull();
	}

	@Test
	void deleteWhenOfThisUserThenGone() {
		repository().insert(device(1, "alice"));
		repository().insert(device(2, "alice"));
		assertThat(repository().delete("ALICE", id(1))).isFalse();
		assertThat(repository().delete("bob", id(1))).isFalse();
		assertThat(repository().delete("alice", id(3))).isFalse();
		assertThat(repository().delete("alice", id(1))).isTrue();
		assertThat(repository().delete("alice", id(1))).isFalse();
		assertThat(repository().findByUserId("alice")).extracting(TrustedDevice::id).containsExactly(id(2));
	}

	@Test
	void deleteWhenManyAtOnceThenOneDoes() throws Exception {
		repository().insert(device(1, "alice"));
		assertThat(AtOnce.results(8, 16, (i) -> repository().delete("alice", id(1)))).containsOnlyOnce(true);
	}

	@Test
	void deleteAllWhenAskedForThenThoseOfTheUserButOne() {
		for (int number = 1; number <= 3; number++) {
			repository().insert(device(number, "alice"));
		}
		repository().insert(device(4, "Alice"));
		assertThat(repository().deleteAll("alice", id(2))).isEqualTo(2);
		assertThat(repository().findByUserId("alice")).extracting(TrustedDevice::id).containsExactly(id(2));
		assertThat(repository().deleteAll("alice", null)).isEqualTo(1);
		assertThat(repository().deleteAll("alice", null)).isZero();
		assertThat(repository().findByUserId("Alice")).hasSize(1);
		repository().deleteAllForGood("Alice");
		assertThat(repository().findById(id(4))).isNull();
	}

	@Test
	void deleteAllOfEveryoneWhenCalledThenNobodyHasAny() {
		repository().insert(device(1, "alice"));
		repository().insert(device(2, "bob"));
		assertThat(repository().deleteAllOfEveryone()).isEqualTo(2);
		assertThat(repository().deleteAllOfEveryone()).isZero();
		assertThat(repository().findByUserId("alice")).isEmpty();
		assertThat(repository().findById(id(2))).isNull();
		assertThat(repository().insert(device(1, "alice"))).isTrue();
	}

	@Test
	void deleteEndedBeforeWhenTheTimeIsOverThenSoManyAtOnce() {
		for (int number = 1; number <= 5; number++) {
			repository().insert(device(number, "alice"));
		}
		assertThat(repository().deleteEndedBefore(END.plusMillis(4), 2)).isEqualTo(2);
		assertThat(repository().deleteEndedBefore(END.plusMillis(4), 2)).isEqualTo(1);
		assertThat(repository().deleteEndedBefore(END.plusMillis(4), 2)).isZero();
		assertThat(repository().findByUserId("alice")).extracting(TrustedDevice::id).containsExactly(id(5), id(4));
	}

}
