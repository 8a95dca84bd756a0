package io.github.jwt2fa.docs.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.docs.shop.DocumentedFactorsIT.Time;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's rules that ask for a factor, or for a recent one.
 */
class DocumentedRulesIT {

	private static final String TOO_OLD = "Bearer error=\"insufficient_user_authentication\", "
			+ "acr_values=\"FACTOR_PASSWORD\", max_age=%d, realm=\"api\"";

	private static final String NO_APP = "Bearer error=\"insufficient_user_authentication\", "
			+ "acr_values=\"FACTOR_TOTP\", realm=\"api\"";

	@Test
	void urlsWhenFactorIsMissingOrTooOldThenANewLoginAnswersTheChallenge() {
		try (TestApplication app = TestApplication
			.alone(List.of(Shop.class, PaymentsSecurity.class, Resources.class, Time.class))) {
			String stale = refreshedAfter(app, Duration.ofMinutes(11));
			assertThat(app.client().bearer(stale).get("/api/me").status()).isEqualTo(200);
			assertChallenged(app.client().bearer(stale).get("/api/payments/1"), TOO_OLD.formatted(600));
			assertThat(app.client().get("/api/payments/1").code()).isEqualTo("not_authenticated");

			String fresh = login(app);
			assertThat(app.client().bearer(fresh).get("/api/payments/1").status()).isEqualTo(200);
			assertChallenged(app.client().bearer(fresh).get("/api/contracts/1"), NO_APP);

			String byTotp = loginByTotp(app, app.client().bearer(fresh).enroll(app.bean(MutableClock.class)));
			assertThat(app.client().bearer(byTotp).get("/api/contracts/1").status()).isEqualTo(200);
			assertThat(app.client().bearer(byTotp).get("/api/payments/1").status()).isEqualTo(200);
		}
	}

	@Test
	void methodsWhenFactorIsMissingOrTooOldThenANewLoginAnswersTheChallenge() {
		try (TestApplication app = TestApplication
			.alone(List.of(Shop.class, StepUpConfiguration.class, PayoutController.class, Time.class))) {
			String stale = refreshedAfter(app, Duration.ofMinutes(11));
			assertChallenged(app.client().bearer(stale).send("POST", "/api/payouts"), TOO_OLD.formatted(600));

			String fresh = login(app);
			assertThat(app.client().bearer(fresh).send("POST", "/api/payouts").status()).isEqualTo(200);
			assertChallenged(app.client().bearer(fresh).send("POST", "/api/payouts/account"), NO_APP);

			String byTotp = loginByTotp(app, app.client().bearer(fresh).enroll(app.bean(MutableClock.class)));
			assertThat(app.client().bearer(byTotp).send("POST", "/api/payouts/account").status()).isEqualTo(200);
		}
	}

	@Test
	void factoryWhenDefinedThenRulesOfUrlsAndMethodsAskForIt() {
		try (TestApplication app = TestApplication
			.alone(List.of(Shop.class, ApiSecurity.class, FreshLoginEverywhere.class, Resources.class, Time.class))) {
			String stale = refreshedAfter(app, Duration.ofHours(9));
			assertChallenged(app.client().bearer(stale).get("/api/me"), TOO_OLD.formatted(28800));
			assertThat(app.client().bearer(stale).get("/open").status()).isEqualTo(200);
			assertChallenged(app.client().bearer(stale).get("/open/for-customers"), TOO_OLD.formatted(28800));

			String fresh = login(app);
			assertChallenged(app.client().bearer(fresh).get("/open/by-app"), NO_APP);
			assertThat(app.client().bearer(fresh).get("/open/for-staff").code()).isEqualTo("permission_denied");
			assertThat(app.client().bearer(fresh).get("/api/me").status()).isEqualTo(200);
			assertThat(app.client().bearer(fresh).get("/open/for-customers").status()).isEqualTo(200);
			assertThat(app.client().bearer(fresh).get("/api/staff/list").code()).isEqualTo("permission_denied");
		}
	}

	@Test
	void everywhereWhenTotpIsAskedForThenItCanStillBeSetUp() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, TotpEverywhere.class, Time.class))) {
			String access = login(app);
			assertChallenged(app.client().bearer(access).get("/api/me"), NO_APP);
			AuthenticatorApp authenticator = app.client().bearer(access).enroll(app.bean(MutableClock.class));
			assertChallenged(app.client().bearer(access).get("/api/me"), NO_APP);
			assertThat(app.client().bearer(loginByTotp(app, authenticator)).get("/api/me").status()).isEqualTo(200);
		}
	}

	private static void assertChallenged(Answer answer, String challenge) {
		assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
		assertThat(answer.code()).isEqualTo("insufficient_user_authentication");
		assertThat(answer.header("WWW-Authenticate")).isEqualTo(challenge);
	}

	/**
	 * An access token of now whose login was some time ago. The rules go by the system's
	 * clock.
	 */
	private static String refreshedAfter(TestApplication app, Duration age) {
		MutableClock clock = app.bean(MutableClock.class);
		clock.advance(Duration.between(clock.instant(), Instant.now().minus(age)));
		Answer login = app.login("alice", PASSWORD, "alice@example.com");
		clock.advance(age);
		return app.client().refresh(login.text("refresh")).text("access");
	}

	private static String login(TestApplication app) {
		return app.login("alice", PASSWORD, "alice@example.com").text("access");
	}

	private static String loginByTotp(TestApplication app, AuthenticatorApp authenticator) {
		app.bean(MutableClock.class).advance(Duration.ofSeconds(30));
		return app.client()
			.auth(app.client().getCode("alice", PASSWORD).text("token"), authenticator.code())
			.text("access");
	}

	@RestController
	static class Resources {

		@GetMapping({ "/api/payments/1", "/api/contracts/1", "/api/staff/list", "/open" })
		String read() {
			return "read";
		}

		@GetMapping("/open/by-app")
		@PreAuthorize("hasRole('CUSTOMER') and hasAuthority('FACTOR_TOTP')")
		String readByApp() {
			return "read";
		}

		@GetMapping("/open/for-staff")
		@PreAuthorize("hasRole('STAFF')")
		String readByStaff() {
			return "read";
		}

		@GetMapping("/open/for-customers")
		@PreAuthorize("hasRole('CUSTOMER')")
		String readByCustomers() {
			return "read";
		}

	}

}
