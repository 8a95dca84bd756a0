package io.github.jwt2fa.test.shop;

import io.github.jwt2fa.test.security.WithTwoFactorUser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static io.github.jwt2fa.test.security.AccessTokenRequestPostProcessor.accessToken;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slice with the application's own chain, and nothing else.
 */
@WebMvcTest(OrderController.class)
@Import(ApiSecurity.class)
class SliceIT {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void requestWhenNoTokenThenToldAsInProduction() {
		assertThat(this.mvc.get().uri("/orders")).hasStatus(401)
			.hasHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"api\"")
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("not_authenticated");
	}

	@Test
	void requestWhenBadTokenThenToldAsInProduction() {
		assertThat(this.mvc.get().uri("/orders").header(HttpHeaders.AUTHORIZATION, "Bearer nonsense")).hasStatus(401)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("token_not_valid");
	}

	@Test
	void requestWhenLoggedInThenAnswered() {
		assertThat(this.mvc.get().uri("/orders").with(accessToken())).hasStatusOk();
		assertThat(this.mvc.post().uri("/orders").with(accessToken())).hasStatusOk();
	}

	@Test
	void requestWhenItsRoleIsMissingThenDeniedAsInProduction() {
		assertThat(this.mvc.get().uri("/staff").with(accessToken())).hasStatus(403)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("permission_denied");
		assertThat(this.mvc.get().uri("/staff").with(accessToken().user("bob", "STAFF"))).hasStatusOk();
	}

	@Test
	void requestWhenTheLoginIsOldThenAskedForANewOne() {
		assertThat(this.mvc.get().uri("/payments").with(accessToken())).hasStatusOk();
		assertThat(this.mvc.get().uri("/payments").with(accessToken().old())).hasStatus(401)
			.hasHeader(HttpHeaders.WWW_AUTHENTICATE,
					"Bearer error=\"insufficient_user_authentication\", acr_values=\"FACTOR_PASSWORD\", max_age=600, realm=\"api\"");
	}

	@Test
	@WithTwoFactorUser(recent = false)
	void requestWhenTheUserOfTheTestLoggedInYesterdayThenAskedForANewLogin() {
		assertThat(this.mvc.get().uri("/orders")).hasStatusOk();
		assertThat(this.mvc.get().uri("/payments")).hasStatus(401);
	}

	@Test
	@WithTwoFactorUser
	void requestWhenTheUserOfTheTestChangesSomethingThenAnsweredWithoutACsrfToken() {
		assertThat(this.mvc.post().uri("/orders")).hasStatusOk();
	}

	@Test
	void requestWhenNobodyChangesSomethingThenStillRefused() {
		assertThat(this.mvc.post().uri("/orders")).hasStatus(401);
	}

}
