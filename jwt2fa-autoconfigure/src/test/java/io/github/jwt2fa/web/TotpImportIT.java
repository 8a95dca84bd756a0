package io.github.jwt2fa.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.totp.TotpImport;
import io.github.jwt2fa.method.totp.TotpImport.Account;
import io.github.jwt2fa.method.totp.TotpImport.Outcome;
import io.github.jwt2fa.method.totp.TotpImport.Result;
import io.github.jwt2fa.method.totp.TotpImport.TotpKey;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users who bring their apps along from other software, over HTTP.
 */
@Tag("stores")
class TotpImportIT {

	private static final String SECRET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	@AutoClose
	private static TestApplication app;

	private String user;

	@BeforeAll
	static void start() {
		app = TestApplication.with("jwt2fa.trusted-2fa-methods=code-sender,totp,no-2fa",
				"jwt2fa.auth-token-retry-wait-time=0s", "jwt2fa.max-active-code-tokens-per-user=none");
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
		app.events().clear();
		app.mail().clear();
		app.clock().advance(Duration.ofMinutes(2));
	}

	private static TotpImport totpImport() {
		return app.bean(TotpImport.class);
	}

	private static InputStream file(String name) {
		return TotpImport.class.getResourceAsStream(name);
	}

	private static List<String> lines(String name) throws IOException {
		try (InputStream file = file(name)) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

	private static UserTwoFactorAuthDataRepository repository() {
		return app.bean(UserTwoFactorAuthDataRepository.class);
	}

	private static Answer loginByTotp(String username, String secret) {
		return app.client().auth(app.codeTokenFor(username), new AuthenticatorApp(secret, app.clock()).code());
	}

	private Outcome importKey() {
		return totpImport().importKeys(List.of(TotpKey.of(this.user, SECRET))).get(0).outcome();
	}

	private String method() {
		return repository().findByUserId(this.user).preferredMethod().value();
	}

	@Test
	void loginWhenTheSecretIsImportedFromAnywhereThenByTheAppAtOnce() throws IOException {
		for (String name : List.of("ada", "bea", "carl", "dora+shop@example.com")) {
			app.users().put(TestUser.named(name));
		}
		String[] javaTotp = lines("java-totp.csv").get(1).split(",", -1);
		String[] googleAuth = lines("googleauth.csv").get(1).split(",", -1);
		assertThat(totpImport()
			.importKeys(List.of(TotpKey.of(javaTotp[0], javaTotp[2]), TotpKey.of(googleAuth[0], googleAuth[1])))
			.stream()
			.allMatch(Result::isImported)).isTrue();
		try (InputStream realm = file("keycloak-realm.json")) {
			assertThat(totpImport().importKeycloak(realm, Account::name)).filteredOn(Result::isImported)
				.extracting(Result::user)
				.containsExactly("carl");
		}
		assertThat(totpImport().importUris(lines("otpauth.txt"), Account::name)).filteredOn(Result::isImported)
			.extracting(Result::user)
			.containsExactly("dora+shop@example.com");

		// what the app of a user of Keycloak was told in its QR code
		String carl = new Base32().encodeToString("nJvYqPmR4sTb8WcXzL2K".getBytes(StandardCharsets.UTF_8));
		Map<String, String> secrets = Map.of("ada", javaTotp[2], "bea", googleAuth[1], "carl", carl,
				"dora+shop@example.com", "BL5XN4VUNWXAVBW6WSSRIOE4ECHBD4RP");
		secrets.forEach((name, secret) -> {
			Answer in = loginByTotp(name, secret);
			assertThat(in.status()).as(name).isEqualTo(200);
			assertThat(TokenText.claimsOf(in.text("access"))).containsEntry("amr", List.of("pwd", "otp", "mfa"));
		});
		assertThat(app.mail().messages()).as("neither codes nor notices").isEmpty();
	}

	@Test
	void importWhenDoneThenNothingIsPublishedAndTheSecretIsEncrypted() {
		assertThat(importKey()).isEqualTo(Outcome.IMPORTED);
		assertThat(app.events(TwoFactorEvent.class)).isEmpty();
		assertThat(repository().findByUserId(this.user).encryptedTotpSecret()).hasSize(140).doesNotContain(SECRET);
	}

	@Test
	void importWhenTheUserHasAnAppThenItStays() {
		AuthenticatorApp own = app.loggedIn(this.user).enroll(app.clock());
		assertThat(importKey()).isEqualTo(Outcome.ALREADY_ACTIVE);
		app.clock().advance(Duration.ofSeconds(30));
		assertThat(loginByTotp(this.user, SECRET).status()).isEqualTo(401);
		assertThat(loginByTotp(this.user, own.secret()).status()).isEqualTo(200);
	}

	@Test
	void importWhenTheUserChoseThenAChoiceOfASentCodeGivesWayAndOneOfNoneStays() {
		ApiClient client = app.loggedIn(this.user);
		assertThat(client.post("/auth/2fa-method/", Map.of("method", "code-sender")).status()).isEqualTo(200);
		assertThat(importKey()).isEqualTo(Outcome.IMPORTED);
		assertThat(method()).isEqualTo("totp");
		newUser();
		repository().save(new UserTwoFactorAuthData(this.user, TwoFactorMethod.NO_2FA, null));
		assertThat(importKey()).isEqualTo(Outcome.IMPORTED);
		assertThat(method()).isEqualTo("no-2fa");
		assertThat(app.getCode(this.user).json()).containsOnlyKeys("access", "refresh");
		newUser();
		repository().save(new UserTwoFactorAuthData(this.user, TwoFactorMethod.of("unknown"), null));
		assertThat(importKey()).isEqualTo(Outcome.IMPORTED);
		assertThat(method()).isEqualTo("unknown");
	}

	@Test
	void changeWhenLoggedInByMailFromBeforeTheImportThenRefused() {
		ApiClient byMail = app.loggedIn(this.user);
		assertThat(importKey()).isEqualTo(Outcome.IMPORTED);
		Answer setup = byMail.send("POST", "/auth/totp/setup/");
		assertThat(setup.code()).isEqualTo("insufficient_user_authentication");
	}

	@Test
	void importWhenTenRunAtOnceThenOneImportsAndTheOthersFindIt() throws Exception {
		List<Outcome> outcomes = AtOnce.results(10, 10, (i) -> importKey());
		assertThat(outcomes).filteredOn((outcome) -> outcome == Outcome.IMPORTED).hasSize(1);
		assertThat(outcomes).filteredOn((outcome) -> outcome == Outcome.ALREADY_IMPORTED).hasSize(9);
		assertThat(loginByTotp(this.user, SECRET).status()).isEqualTo(200);
	}

}
