package io.github.jwt2fa.method;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.policy.Policies;
import io.github.jwt2fa.policy.Requirement;
import io.github.jwt2fa.policy.TwoFactorPolicy;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EnrollmentClaimsTests {

	private static final Duration LIFETIME = Duration.ofMinutes(15);

	private static final Duration LEEWAY = Duration.ofMinutes(10);

	private final MutableClock clock = new MutableClock();

	private final InMemoryStateStore store = new InMemoryStateStore(this.clock, 100);

	private TwoFactorPolicy policy = (user) -> Requirement.none();

	private EnrollmentClaims instance() {
		return new EnrollmentClaims(
				new Policies(this.policy, Set.of(TwoFactorMethod.TOTP, TwoFactorMethod.PASSKEY), this.clock),
				new EnrollmentSettings(LIFETIME, LEEWAY), this.store, this.clock);
	}

	private static TwoFactorUser user(String id) {
		return TwoFactorUser.withId(id).build();
	}

	private void assertRefused(TwoFactorError error, String userId, TwoFactorMethod method) {
		assertThatExceptionOfType(TwoFactorException.class)
			.isThrownBy(() -> instance().confirm(user(userId), method, () -> "never"))
			.satisfies((refusal) -> assertThat(refusal.error()).isEqualTo(error));
	}

	@Test
	void confirmWhenAnotherInstanceConfirmedThenRefusedForAsLongAsATokenOfBeforeLives() {
		assertThat(instance().confirm(user("alice"), TwoFactorMethod.TOTP, () -> "app")).isEqualTo("app");
		assertRefused(TwoFactorError.SECOND_FACTOR_ALREADY_ACTIVE, "alice", TwoFactorMethod.PASSKEY);
		assertRefused(TwoFactorError.TOTP_ALREADY_ACTIVE, "alice", TwoFactorMethod.TOTP);
		assertThat(instance().confirm(user("bob"), TwoFactorMethod.PASSKEY, () -> "key")).isEqualTo("key");
		assertRefused(TwoFactorError.SECOND_FACTOR_ALREADY_ACTIVE, "bob", TwoFactorMethod.TOTP);
		this.clock.advance(LIFETIME.minusMillis(1));
		assertRefused(TwoFactorError.SECOND_FACTOR_ALREADY_ACTIVE, "alice", TwoFactorMethod.PASSKEY);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(instance().confirm(user("alice"), TwoFactorMethod.PASSKEY, () -> "key")).isEqualTo("key");
	}

	@Test
	void isOverWhenTheFactorsWentThenOfTokensFromBeforeAtEveryInstanceForAsLongAsOneIsAccepted() {
		Instant before = this.clock.instant();
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(instance().isOver("alice", before)).isFalse();
		instance().end("alice");
		assertThat(instance().isOver("alice", before)).isTrue();
		assertThat(instance().isOver("alice", this.clock.instant())).isFalse();
		assertThat(instance().isOver("alice", this.clock.instant().minusSeconds(3))).as("by a clock that is slow")
			.isFalse();
		assertThat(instance().isOver("bob", before)).isFalse();
		EnrollmentClaims ofShortTokens = new EnrollmentClaims(Policies.none(Set.of()),
				new EnrollmentSettings(Duration.ofMinutes(1), LEEWAY), this.store, this.clock);
		assertThat(ofShortTokens.isOver("alice", before)).isTrue();
		assertThat(ofShortTokens.isOver("alice", this.clock.instant())).isFalse();
		this.clock.advance(LIFETIME.plus(LEEWAY).minusSeconds(11));
		assertThat(instance().isOver("alice", before)).as("within the leeway").isTrue();
	}

	@Test
	void confirmWhenItFailsThenGivesWay() {
		assertThatIllegalStateException()
			.isThrownBy(() -> instance().confirm(user("alice"), TwoFactorMethod.TOTP, () -> {
				assertRefused(TwoFactorError.SECOND_FACTOR_ALREADY_ACTIVE, "alice", TwoFactorMethod.PASSKEY);
				throw new IllegalStateException("The database is down");
			}));
		assertThat(instance().confirm(user("alice"), TwoFactorMethod.PASSKEY, () -> "key")).isEqualTo("key");
	}

	@Test
	void confirmWhenItFailsLongAfterItsEndThenLeavesTheClaimOfAnother() {
		assertThatIllegalStateException()
			.isThrownBy(() -> instance().confirm(user("alice"), TwoFactorMethod.TOTP, () -> {
				this.clock.advance(LIFETIME);
				instance().confirm(user("alice"), TwoFactorMethod.TOTP, () -> "app");
				throw new IllegalStateException("The database was down");
			}));
		assertRefused(TwoFactorError.TOTP_ALREADY_ACTIVE, "alice", TwoFactorMethod.TOTP);
	}

	@Test
	void confirmWhenTheMethodIsNotEnoughThenClaimsNothing() {
		TwoFactorMethod other = TwoFactorMethod.of("pigeon");
		assertThat(instance().confirm(user("alice"), other, () -> "pigeon")).isEqualTo("pigeon");
		assertThat(instance().confirm(user("alice"), TwoFactorMethod.TOTP, () -> "app")).isEqualTo("app");
		assertThat(instance().confirm(user("alice"), other, () -> "pigeon")).isEqualTo("pigeon");
	}

	@Test
	void confirmWhenTheMethodDoesNotMeetThePolicyThenClaimsNothing() {
		this.policy = (user) -> new Requirement(Set.of(TwoFactorMethod.PASSKEY), null, true);
		assertThat(instance().confirm(user("alice"), TwoFactorMethod.TOTP, () -> "app")).isEqualTo("app");
		assertThat(instance().confirm(user("alice"), TwoFactorMethod.PASSKEY, () -> "key")).isEqualTo("key");
		assertRefused(TwoFactorError.SECOND_FACTOR_ALREADY_ACTIVE, "alice", TwoFactorMethod.PASSKEY);
	}

	@Test
	void confirmWhenManyAtOnceThenOneWins() throws Exception {
		List<Boolean> won = AtOnce.results(8, 40, (i) -> {
			try {
				return instance().confirm(user("alice"), (i % 2 == 0) ? TwoFactorMethod.TOTP : TwoFactorMethod.PASSKEY,
						() -> true);
			}
			catch (TwoFactorException ex) {
				return false;
			}
		});
		assertThat(won).filteredOn((each) -> each).hasSize(1);
	}

}
