package io.github.jwt2fa.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What is enough for whom, by properties and by a bean.
 */
@ExtendWith(OutputCaptureExtension.class)
class PoliciesTests {

	private static final TwoFactorMethod MAIL = TwoFactorMethod.CODE_SENDER;

	private static final TwoFactorMethod APP = TwoFactorMethod.TOTP;

	private static final TwoFactorMethod KEY = TwoFactorMethod.PASSKEY;

	private static final TwoFactorMethod NONE = TwoFactorMethod.NO_2FA;

	private static final Set<TwoFactorMethod> TRUSTED = Set.of(MAIL, APP, KEY, NONE);

	private final MutableClock clock = new MutableClock();

	private final CapturedOutput output;

	PoliciesTests(CapturedOutput output) {
		this.output = output;
	}

	private Policies of(TwoFactorPolicy policy) {
		return new Policies(policy, TRUSTED, this.clock);
	}

	private Policies ofRoles(Instant from) {
		return of(new RolePolicy(new PolicySettings(
				Map.of("ROLE_ADMIN", Set.of(APP, KEY), "ROLE_CLERK", Set.of(APP, MAIL), "ROLE_ROOT", Set.of(KEY)),
				from)));
	}

	private static TwoFactorUser user(String... authorities) {
		return TwoFactorUser.withId("alice").authorities(AuthorityUtils.createAuthorityList(authorities)).build();
	}

	@Test
	void ofWhenNoRoleIsNamedThenWhateverIsTrusted() {
		Policies policies = ofRoles(null);
		assertThat(policies.of(user())).isEqualTo(new Enough(TRUSTED, false, true));
		assertThat(policies.of(user("ROLE_USER", "role_admin", "ADMIN"))).isEqualTo(new Enough(TRUSTED, false, true));
	}

	@Test
	void ofWhenOneRoleIsNamedThenItsMethods() {
		assertThat(ofRoles(null).of(user("ROLE_USER", "ROLE_ADMIN")))
			.isEqualTo(new Enough(Set.of(APP, KEY), true, true));
	}

	@Test
	void ofWhenSeveralRolesAreNamedThenWhatMeetsAll() {
		assertThat(ofRoles(null).of(user("ROLE_CLERK", "ROLE_ADMIN")).methods()).containsExactly(APP);
		assertThat(ofRoles(null).of(user("ROLE_ROOT", "ROLE_ADMIN")).methods()).containsExactly(KEY);
	}

	@Test
	void ofWhenNothingMeetsAllThenImpossibleAndToldOnce() {
		Policies policies = ofRoles(null);
		for (int i = 0; i < 3; i++) {
			assertThat(policies.of(user("ROLE_ROOT", "ROLE_CLERK")).isImpossible()).isTrue();
			assertThat(policies.of(user("ROLE_CLERK", "ROLE_ROOT", "ROLE_USER")).isImpossible()).isTrue();
		}
		assertThat(this.output.getAll()).containsOnlyOnce("Nobody can meet a policy")
			.contains("No method is in all of jwt2fa.policy.required.ROLE_CLERK=code-sender,totp"
					+ " jwt2fa.policy.required.ROLE_ROOT=passkey");
	}

	@Test
	void dueWhenNothingWillMeetAllThenToldOnceTheTimeHasCome() {
		Instant from = this.clock.instant().plus(Duration.ofDays(1));
		Policies policies = ofRoles(from);
		TwoFactorUser user = user("ROLE_ROOT", "ROLE_CLERK");
		Requirement due = policies.due(user);
		assertThat(due).isNotNull();
		assertThat(policies.of(due).isImpossible()).isTrue();
		assertThat(this.output.getAll()).as("the user can log in").doesNotContain("Nobody can meet a policy");
		this.clock.advance(Duration.ofDays(1));
		assertThat(policies.of(user).isImpossible()).isTrue();
		assertThat(this.output.getAll()).containsOnlyOnce("Nobody can meet a policy");
	}

	@Test
	void ofWhenABeanAsksForWhatIsNotTrustedThenImpossibleAndToldOnce() {
		AtomicInteger next = new AtomicInteger();
		Policies same = of((user) -> new Requirement(Set.of(TwoFactorMethod.of("sms"), NONE), null, true));
		assertThat(same.of(user()).isImpossible()).isTrue();
		assertThat(same.of(user()).isImpossible()).isTrue();
		assertThat(this.output.getAll()).containsOnlyOnce("Nobody can meet a policy")
			.contains("requires one of no-2fa,sms, and none of these completes a login: there are "
					+ "code-sender,no-2fa,passkey,totp");
		Policies other = of(
				(user) -> new Requirement(Set.of(TwoFactorMethod.of("sms" + next.incrementAndGet())), null, true));
		for (int i = 0; i < 1000; i++) {
			other.of(user());
		}
		assertThat(this.output.getAll().lines().filter((line) -> line.contains("Nobody can meet"))).hasSize(101);
	}

	@Test
	void ofWhenOneOfSeveralIsNotTrustedThenTheOthers() {
		assertThat(of((user) -> new Requirement(Set.of(TwoFactorMethod.of("sms"), NONE, KEY), null, true)).of(user())
			.methods()).containsExactly(KEY);
		assertThat(this.output.getAll()).doesNotContain("Nobody can meet");
	}

	@Test
	void ofWhenTheTimeIsAheadThenAsWithoutAndDue() {
		Instant from = this.clock.instant().plus(Duration.ofDays(1));
		Policies policies = ofRoles(from);
		TwoFactorUser admin = user("ROLE_ADMIN");
		this.clock.advance(Duration.ofDays(1).minusNanos(1));
		assertThat(policies.of(admin).required()).isFalse();
		assertThat(policies.due(admin)).isEqualTo(new Requirement(Set.of(APP, KEY), from, true));
		assertThat(policies.due(user())).isNull();
		this.clock.advance(Duration.ofNanos(1));
		assertThat(policies.of(admin).required()).isTrue();
		assertThat(policies.due(admin)).isNull();
	}

	@Test
	void ofWhenOnlyDevicesAreRefusedThenWhateverIsTrustedWithoutThem() {
		Instant from = this.clock.instant();
		Policies policies = of((user) -> new Requirement(Set.of(), from.plusSeconds(1), false));
		assertThat(policies.of(user()).trustedDevices()).isTrue();
		assertThat(policies.due(user())).as("nothing to set up").isNull();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(policies.of(user())).isEqualTo(new Enough(TRUSTED, false, false));
	}

	@Test
	void ofWhenThePolicyFailsThenNoRefusalOfItsOwn() {
		for (Supplier<Requirement> failure : List.<Supplier<Requirement>>of(() -> {
			throw new TwoFactorException(TwoFactorError.PERMISSION_DENIED);
		}, () -> {
			throw new IllegalArgumentException("down");
		}, () -> null)) {
			Policies policies = of((user) -> failure.get());
			assertThatIllegalStateException().isThrownBy(() -> policies.of(user()));
			assertThatIllegalStateException().isThrownBy(() -> policies.due(user()));
		}
	}

}
