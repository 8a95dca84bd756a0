package io.github.jwt2fa.autoconfigure;

import java.util.List;

import com.webauthn4j.verifier.AuthenticationDataVerifier;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.jdbc.OwnTable;
import io.github.jwt2fa.method.PasswordlessMethod;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.method.passkey.InMemoryPasskeyRepository;
import io.github.jwt2fa.method.passkey.PasskeyRegistrationService;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.method.passkey.PasskeySettings;
import io.github.jwt2fa.method.passkey.jdbc.JdbcPasskeyRepository;
import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PasskeyAutoConfigurationTests {

	private static final String RP_ID = "jwt2fa.passkey.rp-id=example.com";

	@Test
	void passkeysWhenNoDomainIsSetThenThereIsNothing(CapturedOutput output) {
		AutoConfigured.database(AutoConfigured.web())
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PasskeyRepository.class)
				.doesNotHaveBean(PasskeyRegistrationService.class)
				.doesNotHaveBean(PasswordlessMethod.class)
				.doesNotHaveBean("jwt2faPasskeyHandler")
				.doesNotHaveBean("jwt2faPasskeyVerifier")
				.doesNotHaveBean("jwt2faPasskeyTable")
				.doesNotHaveBean("jwt2faPasskeysAreOff"));
		assertThat(output).doesNotContain("passkey");
	}

	@Test
	void passkeysWhenNoDomainIsSetAndWebAuthn4jIsMissingThenTheStartGoesOn() {
		AutoConfigured.database(AutoConfigured.web())
			.withClassLoader(new FilteredClassLoader("com.webauthn4j"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void passkeysWhenADomainIsSetThenTheyAreKeptInTheDatabaseAndTrusted() {
		AutoConfigured.database(AutoConfigured.web(RP_ID)).run((context) -> {
			assertThat(context).hasNotFailed()
				.hasSingleBean(JdbcPasskeyRepository.class)
				.hasSingleBean(PasskeyRegistrationService.class)
				.doesNotHaveBean(PasswordlessMethod.class);
			assertThat(context.getBeansOfType(OwnTable.class).values()).extracting(OwnTable::name)
				.contains("jwt2fa_passkey");
			TwoFactorMethods methods = context.getBean(TwoFactorMethods.class);
			assertThat(methods.isTrusted(TwoFactorMethod.PASSKEY)).isTrue();
			assertThat(methods.handlers()).extracting(TwoFactorMethodHandler::method)
				.startsWith(TwoFactorMethod.PASSKEY, TwoFactorMethod.TOTP);
			TwoFactorMethodHandler handler = methods.handler(TwoFactorMethod.PASSKEY);
			assertThat(List.of(handler.amr(), handler.factor())).containsExactly("pop", "FACTOR_WEBAUTHN");
			assertThat(List.of(handler.isOwn(), handler.isSent(), handler.takesCode(), handler.isStandIn()))
				.containsExactly(true, false, false, false);
			assertThat(context.getBean(PasskeySettings.class).allowedOrigins()).containsExactly("https://example.com");
			assertThat(context.getBean(PasskeySettings.class)).asString().doesNotContain("setupKey");
		});
	}

	@Test
	void passkeysWhenSettingsAreSetThenTheyCount() {
		AutoConfigured.database(AutoConfigured.web("jwt2fa.passkey.rp-id=localhost", "jwt2fa.passkey.login=true",
				"jwt2fa.passkey.allowed-origins=http://localhost:8080,https://localhost,https://a.localhost:8443,"
						+ "android:apk-key-hash:" + "-".repeat(43),
				"jwt2fa.code-expiration-time=90s", "jwt2fa.totp-issuer-name=My shop"))
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(PasswordlessMethod.class);
				PasskeySettings settings = context.getBean(PasskeySettings.class);
				assertThat(settings.rpId()).isEqualTo("localhost");
				assertThat(settings.login()).isTrue();
				assertThat(settings.rpName()).isEqualTo("My shop");
				assertThat(settings.lifetime()).hasSeconds(90);
				assertThat(settings.allowedOrigins()).hasSize(4).contains("http://localhost:8080");
			});
	}

	@Test
	void passkeysWhenTrustIsSetWithoutThemThenTheyAreNotTrusted() {
		AutoConfigured.database(AutoConfigured.web(RP_ID, "jwt2fa.trusted-2fa-methods=totp,code-sender"))
			.run((context) -> assertThat(context.getBean(TwoFactorMethods.class).isTrusted(TwoFactorMethod.PASSKEY))
				.isFalse());
	}

	@Test
	void passkeysWhenWebAuthn4jIsMissingThenTheStartSaysWhatToAdd() {
		AutoConfigured.database(AutoConfigured.web(RP_ID))
			.withClassLoader(new FilteredClassLoader("com.webauthn4j"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(Jwt2faConfigurationException.class, (ex) -> {
					assertThat(ex).hasMessageContaining("jwt2fa.passkey.rp-id").hasMessageContaining("class path");
					assertThat(ex.action()).contains("com.webauthn4j:webauthn4j-core", "passkeys.md");
				}));
		assertThat(AuthenticationDataVerifier.class).isNotNull();
	}

	@Test
	void passkeysWhenNothingKeepsThemThenAreOffAndThatIsTold(CapturedOutput output) {
		WebApplicationContextRunner none = AutoConfigured.web(RP_ID).withBean(InMemoryData.class);
		none.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(PasskeyRegistrationService.class)
			.doesNotHaveBean("jwt2faPasskeyHandler"));
		assertThat(output).contains("There are no passkeys").contains("PasskeyRepository");
		none.withBean(PasskeyRepository.class, InMemoryPasskeyRepository::new)
			.run((context) -> assertThat(context).hasSingleBean(PasskeyRegistrationService.class)
				.hasBean("jwt2faPasskeyHandler"));
	}

	@Test
	void passkeysWhenTheApplicationKeepsThemThenThereIsNoTable() {
		AutoConfigured.database(AutoConfigured.web(RP_ID))
			.withBean(PasskeyRepository.class, InMemoryPasskeyRepository::new)
			.run((context) -> assertThat(context).hasSingleBean(PasskeyRepository.class)
				.hasSingleBean(PasskeyRegistrationService.class)
				.doesNotHaveBean("jwt2faPasskeyTable"));
	}

	@Test
	void passkeysWhenTheApplicationHasTheUsersMethodsElsewhereThenTheStartGoesOn() {
		AutoConfigured.web(RP_ID)
			.withBean(PasskeyRepository.class, InMemoryPasskeyRepository::new)
			.withBean("methods", io.github.jwt2fa.user.PreferredTwoFactorMethodGetter.class, () -> (user) -> null)
			.withBean("secrets", io.github.jwt2fa.method.totp.TotpSecretGetter.class, () -> (user) -> null)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(PasskeyRegistrationService.class));
	}

}
