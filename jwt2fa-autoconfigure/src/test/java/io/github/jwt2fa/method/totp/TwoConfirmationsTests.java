package io.github.jwt2fa.method.totp;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.method.EnrollmentClaims;
import io.github.jwt2fa.method.EnrollmentSettings;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.policy.Policies;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Two confirmations for one user, where one begins and ends while the other writes.
 */
class TwoConfirmationsTests {

	private static final TwoFactorUser USER = TwoFactorUser.withId("alice").build();

	private final MutableClock clock = new MutableClock();

	private final InMemoryStateStore store = new InMemoryStateStore(this.clock, 100);

	private final FernetEncryptor encryptor = new FernetEncryptor(List.of(new SecretKeySpec(new byte[32], "AES")),
			this.clock, new SecureRandom());

	private final Slow data = new Slow();

	private final List<Object> events = new ArrayList<>();

	private TotpEnrollmentService instance() {
		return new TotpEnrollmentService(TestTotp.settings(1), this.data, this.encryptor,
				new TotpCodes(TestTotp.settings(1), this.store, this.clock), this.store,
				TestTotp.enrollments(TestTotp.settings(1), this.store, this.clock), TrustedDevices.off(),
				new TwoFactorEventPublisher(this.events::add, this.clock, () -> null), this.clock, new SecureRandom());
	}

	private AuthenticatorApp setUp(TotpEnrollmentService instance) {
		return new AuthenticatorApp(instance.setUp(USER).secret(), this.clock);
	}

	private void assertActive(AuthenticatorApp authenticator) {
		UserTwoFactorAuthData kept = this.data.findByUserId("alice");
		assertThat(kept.preferredMethod()).isEqualTo(TwoFactorMethod.TOTP);
		AuthenticatorApp active = new AuthenticatorApp(this.encryptor.decrypt(kept.encryptedTotpSecret()), this.clock);
		assertThat(active.code()).isEqualTo(authenticator.code());
		assertThat(this.events).filteredOn(TwoFactorEvent.TotpActivated.class::isInstance).hasSize(1);
	}

	private static void assertRefused(TwoFactorError error, Runnable confirmation) {
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(confirmation::run)
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(error));
	}

	@Test
	void confirmFirstWhenAnotherConfirmsMeanwhileThenOneWins() {
		TotpEnrollmentService one = instance();
		AuthenticatorApp first = setUp(one);
		this.data.beforeSaving = () -> {
			TotpEnrollmentService two = instance();
			AuthenticatorApp second = setUp(two);
			assertRefused(TwoFactorError.TOTP_ALREADY_ACTIVE, () -> two.confirmFirst(USER, Proof.of(second.codeIn(1))));
		};
		one.confirmFirst(USER, Proof.of(first.code()));
		assertActive(first);
		assertThat(this.events).first()
			.isInstanceOfSatisfying(TwoFactorEvent.TotpConfirmationFailed.class, (event) -> assertThat(event.reason())
				.isEqualTo(TwoFactorEvent.TotpConfirmationFailed.Reason.ALREADY_ACTIVE));
	}

	@Test
	void confirmFirstWhenTheDatabaseIsDownThenTheNextCodeIsGood() {
		TotpEnrollmentService one = instance();
		AuthenticatorApp first = setUp(one);
		this.data.beforeSaving = () -> {
			throw new IllegalStateException("The database is down");
		};
		assertThatIllegalStateException().isThrownBy(() -> one.confirmFirst(USER, Proof.of(first.code())));
		one.confirmFirst(USER, Proof.of(first.codeIn(1)));
		assertActive(first);
	}

	@Test
	void confirmFirstWhenTheDatabaseIsDownThenAnotherSecretOfMeanwhileStays() {
		TotpEnrollmentService one = instance();
		AuthenticatorApp first = setUp(one);
		List<AuthenticatorApp> second = new ArrayList<>();
		this.data.beforeSaving = () -> {
			second.add(setUp(instance()));
			throw new IllegalStateException("The database is down");
		};
		assertThatIllegalStateException().isThrownBy(() -> one.confirmFirst(USER, Proof.of(first.code())));
		one.confirmFirst(USER, Proof.of(second.get(0).codeIn(1)));
		assertActive(second.get(0));
	}

	/**
	 * The other one may fail yet.
	 */
	@Test
	void confirmFirstWhenAnotherMethodIsConfirmedMeanwhileThenTheNextCodeIsGood() {
		TotpEnrollmentService one = instance();
		AuthenticatorApp first = setUp(one);
		EnrollmentClaims others = new EnrollmentClaims(
				Policies.none(Set.of(TwoFactorMethod.TOTP, TwoFactorMethod.PASSKEY)),
				new EnrollmentSettings(Duration.ofMinutes(15), Duration.ZERO), this.store, this.clock);
		assertThatIllegalStateException().isThrownBy(() -> others.confirm(USER, TwoFactorMethod.PASSKEY, () -> {
			assertRefused(TwoFactorError.SECOND_FACTOR_ALREADY_ACTIVE,
					() -> one.confirmFirst(USER, Proof.of(first.code())));
			throw new IllegalStateException("It was none");
		}));
		one.confirmFirst(USER, Proof.of(first.codeIn(1)));
		assertActive(first);
	}

	@Test
	void confirmFirstWhenOneWhoIsLoggedInConfirmsMeanwhileThenThatOneWins() {
		TotpEnrollmentService one = instance();
		AuthenticatorApp first = setUp(one);
		List<AuthenticatorApp> second = new ArrayList<>();
		this.data.beforeSaving = () -> {
			TotpEnrollmentService two = instance();
			second.add(setUp(two));
			two.confirm(USER, second.get(0).codeIn(1));
		};
		assertRefused(TwoFactorError.TOTP_ALREADY_ACTIVE, () -> one.confirmFirst(USER, Proof.of(first.code())));
		assertActive(second.get(0));
		assertThat(this.events).last()
			.isInstanceOfSatisfying(TwoFactorEvent.TotpConfirmationFailed.class, (event) -> assertThat(event.reason())
				.isEqualTo(TwoFactorEvent.TotpConfirmationFailed.Reason.ALREADY_ACTIVE));
	}

	@Test
	void confirmWhenAnotherReplacesTheSecretMeanwhileThenTheOneOfThatCounts() {
		TotpEnrollmentService one = instance();
		one.confirm(USER, setUp(one).codeIn(-1));
		this.events.clear();
		AuthenticatorApp first = setUp(one);
		List<AuthenticatorApp> second = new ArrayList<>();
		this.data.beforeSaving = () -> {
			TotpEnrollmentService two = instance();
			second.add(setUp(two));
			two.confirm(USER, second.get(0).codeIn(1));
		};
		assertRefused(TwoFactorError.NO_PENDING_TOTP, () -> one.confirm(USER, first.code()));
		assertActive(second.get(0));
	}

	@Test
	void confirmWhenThereIsAnActiveSecretThenReplaced() {
		TotpEnrollmentService one = instance();
		one.confirm(USER, setUp(one).codeIn(-1));
		this.events.clear();
		AuthenticatorApp second = setUp(one);
		one.confirm(USER, second.code());
		assertActive(second);
	}

	/**
	 * Lets something happen before it saves.
	 */
	private static final class Slow extends InMemoryData {

		private @Nullable Runnable beforeSaving;

		@Override
		public boolean saveIfSecretIs(@Nullable String expectedSecret, UserTwoFactorAuthData data) {
			Runnable first = this.beforeSaving;
			this.beforeSaving = null;
			if (first != null) {
				first.run();
			}
			return super.saveIfSecretIs(expectedSecret, data);
		}

	}

}
