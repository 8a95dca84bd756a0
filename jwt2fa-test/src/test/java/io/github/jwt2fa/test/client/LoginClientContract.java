package io.github.jwt2fa.test.client;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.SentCodes;
import io.github.jwt2fa.test.shop.ShopApplication;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a login client can do, over whatever it is.
 */
abstract class LoginClientContract {

	private static final String ORIGIN = "https://shop.example";

	@Autowired
	private SentCodes codes;

	@Autowired
	private MutableClock clock;

	/**
	 * The client.
	 */
	abstract LoginClient client();

	/**
	 * The status of a request for a resource.
	 */
	abstract int statusOf(String path, Login login);

	/**
	 * A name that no test had before: limits count for a user.
	 */
	private static String newUser() {
		return "user-" + UUID.randomUUID();
	}

	private StartedLogin login(String user) {
		return client().login(user, ShopApplication.PASSWORD);
	}

	@Test
	void loginWhenBySentCodeThenIn() {
		String user = newUser();
		Login login = login(user).withSentCode();
		assertThat(statusOf("/orders", login)).isEqualTo(200);
		assertThat(statusOf("/contracts", login)).isEqualTo(401);
		assertThat(this.codes.codesFor(user)).hasSize(1);
		assertThat(this.codes.lastCodeFor(user + "@example.com")).isEqualTo(this.codes.lastCodeFor(user));
		assertThat(login.toString()).doesNotContain(login.accessToken());
	}

	@Test
	void loginWhenByTotpThenInAsOftenAsItTakes() {
		String user = newUser();
		AuthenticatorApp app = login(user).withSentCode().setUpTotp();
		for (int i = 0; i < 3; i++) {
			assertThat(statusOf("/contracts", login(user).withTotp(app))).isEqualTo(200);
		}
		assertThat(app.label()).contains(user);
	}

	@Test
	void loginWhenByRecoveryCodeThenInOnce() {
		String user = newUser();
		AuthenticatorApp app = login(user).withSentCode().setUpTotp();
		List<String> recovery = login(user).withTotp(app).makeRecoveryCodes();
		assertThat(statusOf("/orders", login(user).withRecoveryCode(recovery.get(0)))).isEqualTo(200);
		assertRefused(() -> login(user).withRecoveryCode(recovery.get(0)), "authentication_failed");
		assertThat(login(user).withRecoveryCode(recovery.get(1)).answer()).containsKey("recovery_codes_left");
	}

	@Test
	void loginWhenByPasskeyThenInAsSecondFactorAndAlone() {
		String user = newUser();
		PasskeyDevice device = login(user).withSentCode().setUpPasskey(PasskeyDevice.at(ORIGIN));
		assertThat(statusOf("/orders", login(user).withPasskey(device))).isEqualTo(200);
		assertThat(statusOf("/orders", client().loginWithPasskey(device))).isEqualTo(200);
		assertRefused(() -> login(user).withPasskey(device.movedTo("https://evil.example")), "authentication_failed");
	}

	@Test
	void loginWhenAnythingIsWrongThenToldByItsCode() {
		String user = newUser();
		assertRefused(() -> client().login(user, "wrong").withSentCode(), "authentication_failed");
		assertRefused(() -> login(user).withCode(TwoFactorMethod.CODE_SENDER, () -> "0000000"),
				"authentication_failed");
		assertRefused(() -> login(user).withTotp(new AuthenticatorApp("AAAA", this.clock)), "2fa_method_not_available");
		assertRefused(() -> login(user).withPasswordAlone(), "2fa_method_not_available");
		assertRefused(() -> login(user).withPasskey(PasskeyDevice.at(ORIGIN)), "2fa_method_not_available");
	}

	@Test
	void loginWhenWrongMoreOftenThanInProductionThenStillNoMoreThanWrong() {
		String user = newUser();
		for (int i = 0; i < 25; i++) {
			assertRefused(() -> login(user).withCode(TwoFactorMethod.CODE_SENDER, () -> "0000000"),
					"authentication_failed");
		}
		assertThat(statusOf("/orders", login(user).withSentCode())).isEqualTo(200);
	}

	@Test
	void loginWhenTheDeviceHasNoPasskeyThenNothingToShow() {
		String user = newUser();
		login(user).withSentCode().setUpPasskey(PasskeyDevice.at(ORIGIN));
		assertThatIllegalStateException().isThrownBy(() -> login(user).withPasskey(PasskeyDevice.at(ORIGIN)));
	}

	private static void assertRefused(ThrowingCallable login, String code) {
		assertThatExceptionOfType(RefusedLoginException.class).isThrownBy(login)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
	}

	@Test
	void refreshWhenTheAccessTokenIsOldThenInAgainUntilLogout() {
		Login login = login(newUser()).withSentCode();
		this.clock.advance(Duration.ofMinutes(10));
		assertThat(statusOf("/orders", login)).isEqualTo(401);
		Login refreshed = login.refresh();
		assertThat(statusOf("/orders", refreshed)).isEqualTo(200);
		refreshed.logout();
		assertRefused(refreshed::refresh, "token_not_valid");
	}

}
