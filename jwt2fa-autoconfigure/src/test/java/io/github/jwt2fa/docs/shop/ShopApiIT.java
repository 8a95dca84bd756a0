package io.github.jwt2fa.docs.shop;

// tag::test[]
import java.time.Duration;

import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.autoconfigure.AutoConfigureTwoFactor;
import io.github.jwt2fa.test.client.Login;
import io.github.jwt2fa.test.client.LoginClient;
import io.github.jwt2fa.test.client.RefusedLoginException;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest(classes = { Shop.class, ApiSecurity.class })
@AutoConfigureMockMvc
@AutoConfigureTwoFactor
class ShopApiIT {

	private static final String PASSWORD = "correct horse battery staple";

	@Autowired
	private LoginClient client;

	@Autowired
	private MutableClock clock;

	@Autowired
	private MockMvcTester mvc;

	@Test
	void meWhenLoggedInByTheAppThenTellsTheUser() {
		AuthenticatorApp app = this.client.login("alice", PASSWORD).withSentCode().setUpTotp();
		Login login = this.client.login("alice", PASSWORD).withTotp(app);
		assertThat(this.mvc.get().uri("/api/me").headers(login.headers())).hasStatusOk()
			.bodyJson()
			.extractingPath("$.username")
			.isEqualTo("alice");
	}

	@Test
	void meWhenTheTokenIsOldThenRefreshed() {
		Login login = this.client.login("bob", PASSWORD).withSentCode();
		this.clock.advance(Duration.ofMinutes(10));
		assertThat(this.mvc.get().uri("/api/me").headers(login.headers())).hasStatus(401);
		assertThat(this.mvc.get().uri("/api/me").headers(login.refresh().headers())).hasStatusOk();
	}

	@Test
	void loginWhenWrongPasswordThenRefused() {
		assertThatExceptionOfType(RefusedLoginException.class)
			.isThrownBy(() -> this.client.login("alice", "wrong").withSentCode())
			.satisfies((refusal) -> assertThat(refusal.code()).isEqualTo("authentication_failed"));
	}

}
// end::test[]
