package io.github.jwt2fa.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.administration.TwoFactorAdministration;
import io.github.jwt2fa.device.InMemoryTrustedDeviceRepository;
import io.github.jwt2fa.device.TrustedDeviceRepository;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * While the place of the trusted devices is down nobody is trusted, nothing is opened,
 * and what would end a trust is not done by half.
 */
class TrustedDeviceFaultsIT {

	private static final Duration STEP = Duration.ofSeconds(30);

	@AutoClose
	private static TestApplication app;

	private static Place place;

	private final String user = "user" + System.nanoTime();

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(TestApplication.App.class, Kept.class), "jwt2fa.trusted-devices.max-age=30d",
				"jwt2fa.auth-token-retry-wait-time=0s", "jwt2fa.max-active-code-tokens-per-user=none",
				"jwt2fa.max-codes-sent-per-user=none");
		place = app.bean(Place.class);
	}

	@BeforeEach
	void newUser() {
		place.down = false;
		app.users().put(TestUser.named(this.user));
	}

	private Answer getCode(String deviceToken) {
		Map<String, Object> body = new LinkedHashMap<>(
				Map.of("username", this.user, "password", TestUsers.PASSWORD, "device_token", deviceToken));
		return app.client().post("/auth/get-code/", body);
	}

	private Answer byMail() {
		String token = app.codeTokenFor(this.user);
		return app.client()
			.post("/auth/auth/", Map.of("code_token", token, "code", app.lastCodeFor(this.user), "trust_device", true));
	}

	private Answer byApp(AuthenticatorApp authenticator) {
		app.clock().advance(STEP);
		return app.client()
			.post("/auth/auth/", Map.of("code_token", app.codeTokenFor(this.user), "code", authenticator.code(),
					"trust_device", true));
	}

	private static ApiClient with(Answer login) {
		return app.client().bearer(login.text("access"));
	}

	private static void assertUnavailable(Answer answer) {
		assertThat(answer.status()).as("%s", answer).isEqualTo(503);
		assertThat(answer.code()).isEqualTo("temporarily_unavailable");
	}

	private void assertTrusted(Answer login) {
		assertThat(getCode(login.text("device_token")).json()).containsKey("access");
	}

	private void assertAskedFor(Answer login) {
		assertThat(getCode(login.text("device_token")).json()).containsOnlyKeys("token");
	}

	@Test
	void loginWhenDownThenNobodyIsTrustedAndOthersGetInAsBefore() {
		Answer login = byMail();
		place.down = true;
		assertUnavailable(getCode(login.text("device_token")));
		assertUnavailable(byMail());
		assertThat(app.bean(LoginSessions.class).findAll(this.user)).as("no session that nobody has").hasSize(1);
		assertUnavailable(with(login).get("/auth/sessions/"));
		assertUnavailable(with(login).post("/auth/sessions/end/", Map.of("id", "0".repeat(64))));
		assertThat(getCode("no token of ours").json()).containsOnlyKeys("token");
		assertThat(app.login(this.user).json()).containsOnlyKeys("access", "refresh");
		place.down = false;
		assertTrusted(login);
	}

	@Test
	void removeWhenDownThenTheFactorStaysAndIsRemovedTheNextTime() {
		Answer login = byApp(with(byMail()).enroll(app.clock()));
		place.down = true;
		assertUnavailable(with(login).post("/auth/factors/remove/", Map.of("method", "totp")));
		assertThat(with(login).get("/auth/factors/").body()).contains("\"factors\":[{\"method\":\"totp\"}]");
		place.down = false;
		assertTrusted(login);
		assertThat(with(login).post("/auth/factors/remove/", Map.of("method", "totp")).status()).isEqualTo(200);
		assertAskedFor(login);
	}

	@Test
	void confirmWhenDownThenTheOldSecretStaysAndTheNextCodeReplacesIt() {
		AuthenticatorApp authenticator = with(byMail()).enroll(app.clock());
		Answer login = byApp(authenticator);
		AuthenticatorApp next = new AuthenticatorApp(with(login).send("POST", "/auth/totp/setup/").text("secret"),
				app.clock());
		app.clock().advance(STEP);
		place.down = true;
		assertUnavailable(with(login).post("/auth/totp/confirm/", Map.of("code", next.code())));
		place.down = false;
		assertTrusted(login);
		assertThat(byApp(authenticator).json()).containsKey("access");
		app.clock().advance(STEP);
		assertThat(with(login).post("/auth/totp/confirm/", Map.of("code", next.code())).status()).isEqualTo(200);
		assertAskedFor(login);
		assertThat(byApp(next).json()).containsKey("access");
	}

	@Test
	void firstConfirmationWhenDownThenDoneSinceNothingEnds() {
		Answer login = byMail();
		place.down = true;
		with(login).enroll(app.clock());
	}

	@Test
	void recoveryCodeWhenDownThenItIsGoodTheNextTime() {
		Answer login = byApp(with(byMail()).enroll(app.clock()));
		List<?> codes = (List<?>) with(login).post("/auth/recovery-codes/", Map.of()).json().get("recovery_codes");
		String codeToken = app.codeTokenFor(this.user);
		place.down = true;
		assertUnavailable(app.client().auth(codeToken, (String) codes.get(0)));
		place.down = false;
		assertTrusted(login);
		assertThat(app.client().auth(codeToken, (String) codes.get(0)).json()).containsKey("access");
		assertAskedFor(login);
	}

	@Test
	void logoutWhenDownThenSessionsGoOnAndEndTheNextTime() {
		Answer login = byMail();
		place.down = true;
		assertUnavailable(with(login).post("/auth/logout-all/", Map.of()));
		assertThat(app.client().logout(app.login(this.user).text("refresh")).status()).isEqualTo(200);
		place.down = false;
		assertTrusted(login);
		assertThat(with(login).post("/auth/logout-all/", Map.of()).status()).isEqualTo(200);
		assertAskedFor(login);
		assertThat(app.client().refresh(login.text("refresh")).status()).isEqualTo(401);
	}

	@Test
	void reuseWhenDownThenFoundTheNextTime() {
		Answer login = byMail();
		app.client().refresh(login.text("refresh"));
		app.clock().advance(Duration.ofMinutes(1));
		place.down = true;
		assertUnavailable(app.client().refresh(login.text("refresh")));
		place.down = false;
		assertTrusted(login);
		assertThat(app.client().refresh(login.text("refresh")).code()).isEqualTo("token_not_valid");
		assertAskedFor(login);
	}

	@Test
	void operatorsWhenDownThenNothingIsDoneAndTheNextTimeAll() {
		Answer login = byApp(with(byMail()).enroll(app.clock()));
		TwoFactorAdministration administration = app.bean(TwoFactorAdministration.class);
		place.down = true;
		assertThatIllegalStateException().isThrownBy(() -> administration.reset(this.user, "desk"));
		assertThatIllegalStateException().isThrownBy(() -> administration.endSessions(this.user, "desk"));
		assertThat(administration.factors(this.user).factors()).hasSize(1);
		Answer refreshed = app.client().refresh(login.text("refresh"));
		assertThat(refreshed.status()).isEqualTo(200);
		place.down = false;
		assertTrusted(login);
		administration.reset(this.user, "desk");
		assertAskedFor(login);
		assertThat(app.client().refresh(refreshed.text("refresh")).status()).isEqualTo(401);
	}

	@Test
	void useWhenTheTrustEndsInTheMiddleThenAskedFor() {
		Answer login = byMail();
		place.beforeUse = () -> app.bean(TrustedDevices.class).endAll(this.user);
		assertAskedFor(login);
		place.beforeUse = () -> {
		};
	}

	@Configuration(proxyBeanMethods = false)
	static class Kept {

		@Bean
		Place place() {
			return new Place();
		}

		@Bean
		TrustedDeviceRepository trustedDevices(Place place) {
			return place.proxy();
		}

	}

	/**
	 * A place for devices that can be down.
	 */
	static class Place {

		private final TrustedDeviceRepository target = new InMemoryTrustedDeviceRepository();

		private volatile boolean down;

		private volatile Runnable beforeUse = () -> {
		};

		private TrustedDeviceRepository proxy() {
			return (TrustedDeviceRepository) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { TrustedDeviceRepository.class }, (proxy, method, arguments) -> {
						if (this.down) {
							throw new IllegalStateException("The place of the devices is down");
						}
						if (method.getName().equals("use")) {
							this.beforeUse.run();
						}
						try {
							return method.invoke(this.target, arguments);
						}
						catch (InvocationTargetException ex) {
							throw ex.getCause();
						}
					});
		}

	}

}
