package io.github.jwt2fa.docs.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.docs.shop.DocumentedFactorsIT.Time;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's actions that ask for a code of the app once more.
 */
class DocumentedStepUpIT {

	@Test
	void actionsWhenTheCodeIsTooOldThenAStepUpAnswersTheChallenge() {
		try (TestApplication app = TestApplication
			.alone(List.of(Shop.class, TransferSecurity.class, IbanController.class, Transfers.class, Time.class))) {
			MutableClock clock = app.bean(MutableClock.class);
			// the rules go by the system's clock
			clock.advance(Duration.between(clock.instant(), Instant.now().minus(Duration.ofMinutes(12))));
			Answer byMail = app.login("alice", PASSWORD, "alice@example.com");
			AuthenticatorApp authenticator = app.client().bearer(byMail.text("access")).enroll(clock);
			clock.advance(Duration.ofMinutes(1));
			Answer login = app.client()
				.auth(app.client().getCode("alice", PASSWORD).text("token"), authenticator.code());
			clock.advance(Duration.ofMinutes(11));
			String access = app.client().refresh(login.text("refresh")).text("access");
			for (String action : List.of("/api/transfers", "/api/iban")) {
				ApiClient before = app.client().bearer(access);
				assertThat(before.send("POST", action).header("WWW-Authenticate"))
					.isEqualTo("Bearer error=\"insufficient_user_authentication\", "
							+ "acr_values=\"FACTOR_TOTP\", max_age=300, realm=\"api\"");
				Answer begun = before.post("/auth/step-up/", Map.of("acr_values", "FACTOR_TOTP", "max_age", "300"));
				Answer done = app.client().auth(begun.text("token"), authenticator.code());
				assertThat(app.client().bearer(done.text("access")).send("POST", action).status()).isEqualTo(200);
				clock.advance(Duration.ofSeconds(30));
			}
		}
	}

	@RestController
	static class Transfers {

		@PostMapping("/api/transfers")
		String transfer() {
			return "done";
		}

	}

}
