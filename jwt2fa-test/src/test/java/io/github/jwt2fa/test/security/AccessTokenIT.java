package io.github.jwt2fa.test.security;

import java.time.Duration;
import java.time.Instant;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.client.Login;
import io.github.jwt2fa.test.client.LoginClient;
import io.github.jwt2fa.test.shop.ShopApplication;
import io.github.jwt2fa.test.shop.ShopApplication.ShopUser;
import io.github.jwt2fa.test.shop.ShopTest;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static io.github.jwt2fa.test.security.AccessTokenRequestPostProcessor.accessToken;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that look as if they had a token, held against those that have one.
 */
@ShopTest
class AccessTokenIT {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private LoginClient client;

	@Test
	void requestWhenAsAfterALoginThenAnsweredAsAfterOne() throws Exception {
		Login login = this.client.login("alice", ShopApplication.PASSWORD).withSentCode();
		for (String path : new String[] { "/login", "/orders", "/contracts", "/payments", "/staff" }) {
			MvcTestResult real = this.mvc.get().uri(path).headers(login.headers()).exchange();
			MvcTestResult made = this.mvc.get()
				.uri(path)
				.with(accessToken().user(new ShopUser("alice")).method(TwoFactorMethod.CODE_SENDER))
				.exchange();
			assertThat(made).as(path).hasStatus(real.getResponse().getStatus());
			assertThat(made.getResponse().getContentAsString()).isEqualTo(real.getResponse().getContentAsString());
			assertThat(made.getResponse().getHeader(HttpHeaders.WWW_AUTHENTICATE))
				.isEqualTo(real.getResponse().getHeader(HttpHeaders.WWW_AUTHENTICATE));
		}
	}

	@Test
	void requestWhenByOtherFactorsThenTheTokenTellsThem() {
		assertThat(this.mvc.get().uri("/login").with(accessToken().factors("PASSWORD", "FACTOR_WEBAUTHN"))).bodyJson()
			.isLenientlyEqualTo("{\"name\": \"user\", \"user\": \"User\", \"amr\": [\"pwd\", \"pop\", \"mfa\"]}");
		assertThat(this.mvc.get().uri("/login").with(accessToken().method(TwoFactorMethod.NO_2FA))).bodyJson()
			.extractingPath("$.amr")
			.asArray()
			.containsExactly("pwd");
		assertThat(this.mvc.get().uri("/contracts").with(accessToken().factors("PASSWORD", "OTT"))).hasStatus(401)
			.hasHeader(HttpHeaders.WWW_AUTHENTICATE,
					"Bearer error=\"insufficient_user_authentication\", acr_values=\"FACTOR_TOTP\", realm=\"api\"");
	}

	@Test
	void requestWhenFactorsAreSaidAfterAMethodThenThese() {
		assertThat(this.mvc.get()
			.uri("/login")
			.with(accessToken().method(TwoFactorMethod.PASSKEY).factors("PASSWORD", "OTT"))).bodyJson()
			.extractingPath("$.amr")
			.asArray()
			.containsExactly("pwd", "mca", "mfa");
	}

	@Test
	void requestWhenUsersAreNotLookedUpThenTheTokenIsThePrincipal() {
		AuthToken token = AuthToken.withId("1")
			.type(AuthTokenType.ACCESS)
			.userId("17")
			.issuedAt(Instant.EPOCH)
			.expiresAt(Instant.EPOCH)
			.build();
		assertThat(this.mvc.get()
			.uri("/login")
			.with(accessToken().user(TwoFactorUser.withId("17").principal(token).build()).token(token))).bodyJson()
			.isLenientlyEqualTo("{\"name\": \"17\", \"user\": \"AuthToken\"}");
	}

	@Test
	void requestWhenSomeTimeAgoThenHeldToIt() {
		assertThat(this.mvc.get().uri("/payments").with(accessToken().user("bob").old(Duration.ofMinutes(9))))
			.hasStatusOk();
		assertThat(this.mvc.get().uri("/payments").with(accessToken().old(Duration.ofMinutes(11)))).hasStatus(401);
	}

	@Test
	void requestWhenWithATokenOfTheTestThenThatOne() {
		AuthToken token = AuthToken.withId("1")
			.type(AuthTokenType.ACCESS)
			.userId("user")
			.issuedAt(Instant.EPOCH)
			.expiresAt(Instant.EPOCH)
			.build();
		assertThat(this.mvc.get().uri("/login").with(accessToken().token(token))).bodyJson()
			.extractingPath("$.amr")
			.asArray()
			.isEmpty();
	}

	@Test
	@WithTwoFactorUser(value = "carol", factors = { "PASSWORD", "OTT" })
	void requestWhenByTheUserOfTheTestThenThatOne() {
		assertThat(this.mvc.get().uri("/login")).bodyJson()
			.isLenientlyEqualTo("{\"name\": \"carol\", \"amr\": [\"pwd\", \"mca\", \"mfa\"]}");
		assertThat(this.mvc.get().uri("/contracts")).hasStatus(401);
	}

	@Test
	@WithTwoFactorUser(authorities = "ROLE_STAFF")
	void requestWhenTheUserOfTheTestMayThenAnswered() {
		assertThat(this.mvc.get().uri("/staff")).hasStatusOk();
		assertThat(this.mvc.get().uri("/contracts")).hasStatusOk();
	}

}
