package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.jwt2fa.administration.TwoFactorAdministration;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEvent.LoginRefused;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused;
import io.github.jwt2fa.event.TwoFactorEvent.TotpConfirmationFailed;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers.TestUser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application is told.
 */
class EventsIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with(
			List.of(TestApplication.App.class, LateListening.class), "jwt2fa.auth-token-retry-wait-time=0",
			"jwt2fa.max-codes-sent-per-user=none", "jwt2fa.max-auth-attempts-per-code-token=1");

	private final String user = app.newUser();

	@BeforeEach
	void forgetEvents() {
		app.events().clear();
		app.bean(LateListener.class).heard().clear();
	}

	private List<TwoFactorEvent> told() {
		return app.events(TwoFactorEvent.class);
	}

	@Test
	void eventsWhenOfARequestThenTellTheClientsAddress() {
		String codeToken = app.codeTokenFor(this.user);
		app.client().auth(codeToken, "wrong");
		app.client().auth(codeToken, "wrong");
		app.login(this.user);
		assertThat(told()).hasSizeGreaterThan(4)
			.allSatisfy((event) -> assertThat(event.clientAddress()).as("%s", event).isEqualTo("127.0.0.1"));
	}

	@Test
	void eventsWhenHeardInAnotherThreadThenTellTheClientsAddress() throws Exception {
		app.codeTokenFor(this.user);
		TwoFactorEvent heard = app.bean(LateListener.class).heard().poll(30, TimeUnit.SECONDS);
		assertThat(heard).isInstanceOf(TwoFactorEvent.CodeSent.class)
			.extracting(TwoFactorEvent::clientAddress)
			.isEqualTo("127.0.0.1");
	}

	@Test
	void eventsWhenOutsideOfARequestThenNoAddress() {
		app.bean(TwoFactorAdministration.class).reset(this.user, "desk");
		assertThat(told()).hasSize(2).allSatisfy((event) -> assertThat(event.clientAddress()).isNull());
	}

	@Test
	void refreshWhenRefusedThenToldOnceWithTheReason() {
		Answer login = app.login(this.user);
		String first = login.text("refresh");
		app.events().clear();
		app.client().refresh(login.text("access"));
		app.client().refresh(app.client().refresh(app.client().refresh(first).text("refresh")).text("access"));
		app.client().refresh(first);
		app.users().put(TestUser.named(this.user).asLocked());
		app.client().refresh(first);
		app.users().remove(this.user);
		app.client().refresh(first);
		app.users().put(TestUser.named(this.user));
		app.client().logout(first);
		app.client().refresh(first);
		app.clock().advance(Duration.ofDays(1));
		app.client().refresh(first);
		assertThat(app.events(TwoFactorEvent.RefreshRefused.class)).extracting(TwoFactorEvent.RefreshRefused::reason)
			.containsExactly(RefreshRefused.Reason.WRONG_TYPE, RefreshRefused.Reason.WRONG_TYPE,
					RefreshRefused.Reason.REPLACED, RefreshRefused.Reason.USER_DISABLED,
					RefreshRefused.Reason.USER_NOT_FOUND, RefreshRefused.Reason.SESSION_OVER,
					RefreshRefused.Reason.EXPIRED);
		assertThat(app.events(TwoFactorEvent.RefreshRefused.class)).allSatisfy((event) -> {
			assertThat(event.userId()).isEqualTo(this.user);
			assertThat(event.session()).matches("[0-9a-f]{32}");
			assertThat(event.toString()).doesNotContain(first);
		});
	}

	@Test
	void refreshWhenReusedThenToldOnceAndAsNothingElse() {
		String first = app.login(this.user).text("refresh");
		app.client().refresh(first);
		app.clock().advance(Duration.ofSeconds(30));
		app.events().clear();
		app.client().refresh(first);
		assertThat(told()).singleElement().isInstanceOf(TwoFactorEvent.RefreshTokenReused.class);
	}

	@Test
	void refreshWhenNoGenuineTokenThenNothingIsTold() {
		String refresh = app.login(this.user).text("refresh");
		app.events().clear();
		for (String text : List.of("garbage", refresh + "x", refresh.substring(0, refresh.length() - 2),
				app.codeTokenFor(this.user), "a.b.c")) {
			assertThat(app.client().refresh(text).status()).isEqualTo(401);
		}
		assertThat(app.events(TwoFactorEvent.RefreshRefused.class)).isEmpty();
	}

	@Test
	void recentLoginWhenRefusedThenToldOnce() {
		String refresh = app.login(this.user).text("refresh");
		app.clock().advance(Duration.ofMinutes(16));
		ApiClient in = app.client().bearer(app.client().refresh(refresh).text("access"));
		app.events().clear();
		for (String path : List.of("/auth/totp/setup/", "/auth/totp/confirm/", "/auth/2fa-method/",
				"/auth/logout-all/")) {
			assertThat(in.send("POST", path).code()).isEqualTo("insufficient_user_authentication");
		}
		assertThat(told()).hasSize(4).allSatisfy((event) -> {
			assertThat(event).isInstanceOf(TwoFactorEvent.RecentLoginRefused.class);
			assertThat(event.clientAddress()).isEqualTo("127.0.0.1");
		});
	}

	@Test
	void confirmationWhenFailedThenToldOnceWithTheReason() {
		ApiClient in = app.loggedIn(this.user);
		app.events().clear();
		confirm(in, "123456");
		AuthenticatorApp authenticator = new AuthenticatorApp(in.send("POST", "/auth/totp/setup/").text("secret"),
				app.clock());
		confirm(in, authenticator.wrongCode());
		confirm(in, authenticator.code());
		authenticator = new AuthenticatorApp(in.send("POST", "/auth/totp/setup/").text("secret"), app.clock());
		confirm(in, authenticator.code());
		List<TwoFactorEvent> before = told();
		ApiClient byApp = app.client().bearer(loginBy(authenticator).text("access"));
		app.events().clear();
		app.events().addAll(before);
		authenticator = new AuthenticatorApp(byApp.send("POST", "/auth/totp/setup/").text("secret"), app.clock());
		Answer usedStep = confirm(byApp, authenticator.code());
		assertThat(usedStep.code()).isEqualTo("invalid_totp_code");
		assertThat(app.events(TwoFactorEvent.TotpConfirmationFailed.class))
			.extracting(TwoFactorEvent.TotpConfirmationFailed::reason)
			.containsExactly(TotpConfirmationFailed.Reason.NO_PENDING_SECRET, TotpConfirmationFailed.Reason.WRONG_CODE,
					TotpConfirmationFailed.Reason.TOO_MANY_ATTEMPTS, TotpConfirmationFailed.Reason.CODE_ALREADY_USED);
		assertThat(app.events(TwoFactorEvent.TotpActivated.class)).hasSize(1);
		assertThat(told()).hasSize(5);
	}

	private Answer loginBy(AuthenticatorApp authenticator) {
		app.clock().advance(Duration.ofSeconds(30));
		return app.client()
			.post("/auth/auth/", Map.of("code_token", app.codeTokenFor(this.user), "code", authenticator.code()));
	}

	private static Answer confirm(ApiClient client, String code) {
		return client.post("/auth/totp/confirm/", Map.of("code", code));
	}

	@Test
	void loginWhenRefusedAfterARightCodeThenToldOnceWithTheReason() {
		String codeToken = app.codeTokenFor(this.user);
		Map<String, String> right = Map.of("code_token", codeToken, "code",
				app.mail().lastCodeFor(this.user + "@example.com"));
		app.users().put(TestUser.named(this.user).asDisabled());
		app.events().clear();
		assertThat(app.client().post("/auth/auth/", right).code()).isEqualTo("permission_denied");
		app.users().put(TestUser.named(this.user));
		assertThat(app.client().post("/auth/auth/", right).code()).isEqualTo("token_already_used");
		assertThat(told()).hasSize(2);
		assertThat(app.events(TwoFactorEvent.LoginRefused.class)).extracting(TwoFactorEvent.LoginRefused::reason)
			.containsExactly(LoginRefused.Reason.USER_DISABLED, LoginRefused.Reason.TOKEN_ALREADY_USED);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class LateListening {

		@Bean
		LateListener lateListener() {
			return new LateListener();
		}

	}

	static class LateListener {

		private final BlockingQueue<TwoFactorEvent> heard = new LinkedBlockingQueue<>();

		@Async
		@EventListener
		public void on(TwoFactorEvent event) {
			this.heard.add(event);
		}

		// a proxy has no fields
		public BlockingQueue<TwoFactorEvent> heard() {
			return this.heard;
		}

	}

}
