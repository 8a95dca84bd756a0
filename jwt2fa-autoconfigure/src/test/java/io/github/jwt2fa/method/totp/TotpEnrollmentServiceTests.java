package io.github.jwt2fa.method.totp;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEvent.TotpConfirmationFailed;
import io.github.jwt2fa.event.TwoFactorEvent.TotpConfirmationFailed.Reason;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.PausingStateStore;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.core.userdetails.User;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Time that passes in the middle of setting TOTP up.
 */
class TotpEnrollmentServiceTests {

	private static final Duration LIFETIME = Duration.ofMinutes(15);

	private final MutableClock clock = new MutableClock();

	private final PausingStateStore store = new PausingStateStore(new InMemoryStateStore(this.clock, 100));

	private final List<Object> events = new ArrayList<>();

	private boolean othersAreFaster;

	private final InMemoryData data = new InMemoryData() {

		@Override
		public boolean saveIfSecretIs(@Nullable String expectedSecret, UserTwoFactorAuthData update) {
			return !TotpEnrollmentServiceTests.this.othersAreFaster && super.saveIfSecretIs(expectedSecret, update);
		}

	};

	private final TotpCodes codes = new TotpCodes(TestTotp.settings(1), new InMemoryStateStore(this.clock, 100),
			this.clock);

	private final TotpEnrollmentService service = new TotpEnrollmentService(new TotpSettings("jwt2fa", 1, LIFETIME, 2),
			this.data,
			new FernetEncryptor(List.of(new SecretKeySpec(new byte[32], "AES")), this.clock, new SecureRandom()),
			this.codes, this.store, TestTotp.enrollments(TestTotp.settings(1), this.store, this.clock),
			TrustedDevices.off(), new TwoFactorEventPublisher(this.events::add, this.clock, () -> null), this.clock,
			new SecureRandom());

	private final TwoFactorUser alice = TwoFactorUser.of(User.withUsername("alice").password("").build());

	private AuthenticatorApp setUp() {
		return new AuthenticatorApp(this.service.setUp(this.alice).secret(), this.clock);
	}

	private void assertRefused(TwoFactorError error, String code) {
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> this.service.confirm(this.alice, code))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(error));
		assertThat(this.data.findByUserId("alice")).isNull();
	}

	@Test
	void confirmWhenSecretWaitsNoLongerThenNone() {
		AuthenticatorApp app = setUp();
		this.clock.advance(LIFETIME);
		assertRefused(TwoFactorError.NO_PENDING_TOTP, app.code());
	}

	@Test
	void confirmWhenTheCodeIsWrongOrWasUsedThenToldWhich() {
		assertRefused(TwoFactorError.INVALID_TOTP_CODE, setUp().wrongCode());
		AuthenticatorApp app = setUp();
		this.codes.take("alice", this.clock.instant().getEpochSecond() / 30);
		assertRefused(TwoFactorError.INVALID_TOTP_CODE, app.code());
		assertThat(this.events).containsExactly(
				new TotpConfirmationFailed("alice", Reason.WRONG_CODE, null, this.clock.instant()),
				new TotpConfirmationFailed("alice", Reason.CODE_ALREADY_USED, null, this.clock.instant()));
	}

	@Test
	void confirmWhenTimeRunsOutInTheMiddleThenNone() {
		for (Duration pause : List.of(Duration.ofMillis(50), Duration.ofDays(1))) {
			for (boolean before : new boolean[] { true, false }) {
				for (boolean right : new boolean[] { true, false }) {
					AuthenticatorApp app = setUp();
					this.clock.advance(LIFETIME.minusMillis(50));
					Runnable time = () -> this.clock.advance(pause);
					if (before) {
						this.store.beforeNextWrite(time);
					}
					else {
						this.store.afterNextWrite(time);
					}
					assertRefused(TwoFactorError.NO_PENDING_TOTP, right ? app.code() : app.wrongCode());
				}
			}
		}
	}

	/**
	 * As within a transaction that sees the secret as it was when it began, and writes to
	 * it as it is now (REPEATABLE READ of MariaDB).
	 */
	@Test
	void removeWhenOthersAreAlwaysFasterThenFails() {
		this.data.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.TOTP, "a secret"));
		this.othersAreFaster = true;
		assertThatIllegalStateException().isThrownBy(() -> this.service.remove("alice"))
			.withMessageNotContaining("a secret");
		this.othersAreFaster = false;
		assertThat(this.service.remove("alice")).isTrue();
		assertThat(this.service.remove("alice")).isFalse();
	}

	@Test
	void confirmWhenWrongCodesThenDeadToTheEndAndGoneAfterIt() {
		AuthenticatorApp app = setUp();
		assertRefused(TwoFactorError.INVALID_TOTP_CODE, app.wrongCode());
		assertRefused(TwoFactorError.INVALID_TOTP_CODE, app.wrongCode());
		this.clock.advance(LIFETIME.minusMillis(1));
		assertRefused(TwoFactorError.TOO_MANY_AUTH_ATTEMPTS, app.code());
		this.clock.advance(Duration.ofMillis(1));
		assertRefused(TwoFactorError.NO_PENDING_TOTP, app.code());
	}

}
