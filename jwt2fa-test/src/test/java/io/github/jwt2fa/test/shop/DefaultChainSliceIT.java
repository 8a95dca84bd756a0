package io.github.jwt2fa.test.shop;

import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.CompletedLogin;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static io.github.jwt2fa.test.security.AccessTokenRequestPostProcessor.accessToken;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slice of an application without a chain, with settings that a slice has no part in,
 * and without a method of the application that they name.
 */
@WebMvcTest(controllers = OrderController.class,
		properties = { "jwt2fa.error-format=drf", "jwt2fa.state.store=redis", "jwt2fa.trusted-devices.max-age=30d",
				"jwt2fa.passkey.rp-id=shop.example", "jwt2fa.trusted-2fa-methods=sms,totp,passkey",
				"jwt2fa.fallback-2fa-method=sms" })
class DefaultChainSliceIT {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private AuthTokenFactory tokens;

	@Test
	void requestWhenNoTokenThenToldAsTheSettingsSay() {
		assertThat(this.mvc.get().uri("/orders")).hasStatus(401)
			.bodyJson()
			.hasPathSatisfying("$.detail", (detail) -> assertThat(detail).isNotNull())
			.doesNotHavePath("$.title");
	}

	@Test
	void requestWhenLoggedInThenAnswered() {
		assertThat(this.mvc.get().uri("/orders").with(accessToken())).hasStatusOk();
		assertThat(this.mvc.post().uri("/orders").with(accessToken())).hasStatusOk();
	}

	@Test
	void requestWhenARuleOnAMethodMissesAFactorThenTheChallengeTellsIt() {
		assertThat(this.mvc.get().uri("/contracts").with(accessToken().method(TwoFactorMethod.PASSKEY))).hasStatus(401)
			.hasHeader(HttpHeaders.WWW_AUTHENTICATE,
					"Bearer error=\"insufficient_user_authentication\", acr_values=\"FACTOR_TOTP\", realm=\"api\"");
	}

	@Test
	void requestWhenARealTokenThenItsUserIsNotKnown() {
		CompletedLogin login = CompletedLogin.withUser(TwoFactorUser.withId("alice").build())
			.method(TwoFactorMethod.TOTP)
			.amr(List.of("pwd", "otp", "mfa"))
			.at(Instant.now())
			.session("1")
			.build();
		assertThat(this.mvc.get()
			.uri("/orders")
			.header(HttpHeaders.AUTHORIZATION, "Bearer " + this.tokens.create(AuthTokenType.ACCESS, login)))
			.hasStatus(401)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("user_not_found");
	}

}
