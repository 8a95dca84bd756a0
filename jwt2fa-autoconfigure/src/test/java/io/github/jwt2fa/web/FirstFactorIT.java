package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.login.FirstFactor;
import io.github.jwt2fa.login.LoginResult;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logins whose first step is the application's own: a link in an e-mail, a certificate
 * (contract, I.1).
 */
@Tag("stores")
class FirstFactorIT {

	private static final List<String> ALL = List.of("totp", "code-sender");

	@AutoClose
	private static TestApplication app;

	private String user;

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(TestApplication.App.class, OwnFirstStep.class),
				"jwt2fa.trusted-2fa-methods=code-sender,totp,no-2fa", "jwt2fa.auth-token-retry-wait-time=0s",
				"jwt2fa.max-active-code-tokens-per-user=none", "jwt2fa.max-codes-sent-per-user=none");
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
	}

	private Answer begin(String first, boolean sent, List<String> methods) {
		return app.client().post("/first", Map.of("user", this.user, "first", first, "sent", sent, "methods", methods));
	}

	private AuthenticatorApp enroll() {
		AuthenticatorApp authenticator = app.loggedIn(this.user).enroll(app.clock());
		app.clock().advance(Duration.ofSeconds(30));
		return authenticator;
	}

	private static Object amr(Answer login) {
		assertThat(login.status()).isEqualTo(200);
		return TokenText.claimsOf(login.text("access")).get("amr");
	}

	@Test
	void startWhenTheFirstStepWasSentThenNothingThatIsSentIsTheSecond() {
		assertThat(begin("link", true, ALL).text("error")).isEqualTo("2fa_method_not_available");
		AuthenticatorApp authenticator = enroll();
		app.bean(UserTwoFactorAuthDataRepository.class).savePreferredMethod(this.user, TwoFactorMethod.CODE_SENDER);
		Answer begun = begin("link", true, ALL);
		assertThat(begun.text("method")).isEqualTo("totp");
		String token = begun.text("token");
		assertThat(app.client().post("/auth/get-code/", Map.of("code_token", token, "method", "code-sender")).code())
			.isEqualTo("2fa_method_not_available");
		Answer login = app.client().auth(token, authenticator.code());
		assertThat(amr(login)).isEqualTo(List.of("link", "otp", "mfa"));
		assertThat(amr(app.client().refresh(login.text("refresh")))).isEqualTo(List.of("link", "otp", "mfa"));
		ApiClient in = app.client().bearer(login.text("access"));
		assertThat(in.send("POST", "/auth/totp/setup/").status()).as("a recent login").isEqualTo(200);
	}

	@Test
	void startWhenTheFirstStepIsACertificateThenAMailedCodeIsTheSecondAndIsSentAgain() {
		Answer begun = begin("hwk", false, ALL);
		assertThat(begun.text("method")).isEqualTo("code-sender");
		app.clock().advance(Duration.ofSeconds(31));
		Answer again = app.client().post("/auth/get-code/", Map.of("code_token", begun.text("token")));
		assertThat(again.status()).isEqualTo(200);
		Answer login = app.client().auth(again.text("token"), app.lastCodeFor(this.user));
		assertThat(amr(login)).isEqualTo(List.of("hwk", "mca", "mfa"));
	}

	@Test
	void startWhenNoSecondFactorIsAskedForThenTheFirstAlone() {
		app.bean(UserTwoFactorAuthDataRepository.class).savePreferredMethod(this.user, TwoFactorMethod.NO_2FA);
		Answer login = begin("link", true, ALL);
		assertThat(amr(login)).isEqualTo(List.of("link"));
		ApiClient in = app.client().bearer(login.text("access"));
		assertThat(in.send("POST", "/auth/totp/setup/").status()).as("a recent login").isEqualTo(200);
	}

	@Test
	void startWhenTheFirstStepIsWhatTheSecondWouldBeThenItIsNone() {
		enroll();
		assertThat(begin("otp", false, List.of("totp")).text("error")).isEqualTo("2fa_method_not_available");
	}

	@Test
	void startWhenTheClientSaysNothingThenWhatTakesACode() {
		AuthenticatorApp authenticator = enroll();
		Answer begun = begin("hwk", false, List.of());
		assertThat(begun.text("method")).isEqualTo("totp");
		assertThat(amr(app.client().auth(begun.text("token"), authenticator.code())))
			.isEqualTo(List.of("hwk", "otp", "mfa"));
	}

	/**
	 * Stands for what an application does before: nobody's link is checked here.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnFirstStep {

		@Bean
		@Order(1)
		SecurityFilterChain firstStep(HttpSecurity http) {
			return http.securityMatcher("/first")
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf((csrf) -> csrf.disable())
				.build();
		}

		@Bean
		FirstStep controller(TwoFactorLoginService login, TwoFactorUserService users) {
			return new FirstStep(login, users);
		}

	}

	@RestController
	static class FirstStep {

		private final TwoFactorLoginService login;

		private final TwoFactorUserService users;

		FirstStep(TwoFactorLoginService login, TwoFactorUserService users) {
			this.login = login;
			this.users = users;
		}

		@PostMapping("/first")
		Map<String, Object> first(@RequestBody Map<String, Object> body) {
			try {
				return answer(start(body));
			}
			catch (TwoFactorException ex) {
				return Map.of("error", ex.error().code());
			}
		}

		private LoginResult start(Map<String, Object> body) {
			FirstFactor first = Boolean.TRUE.equals(body.get("sent")) ? FirstFactor.sent((String) body.get("first"))
					: FirstFactor.of((String) body.get("first"));
			List<TwoFactorMethod> able = ((List<?>) body.get("methods")).stream()
				.map((name) -> TwoFactorMethod.of((String) name))
				.toList();
			var user = Objects.requireNonNull(this.users.findById((String) body.get("user")));
			return able.isEmpty() ? this.login.start(user, first) : this.login.start(user, first, able);
		}

		private static Map<String, Object> answer(LoginResult result) {
			Map<String, Object> answer = new LinkedHashMap<>();
			if (result instanceof LoginResult.CodeTokenIssued issued) {
				answer.put("token", issued.codeToken());
				answer.put("method", issued.method().value());
			}
			if (result instanceof LoginResult.Authenticated in) {
				in.tokens().forEach((type, text) -> answer.put(type.name().toLowerCase(Locale.ROOT), text));
			}
			return answer;
		}

	}

}
