package com.example.stranger;

import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.autoconfigure.AutoConfigureTwoFactor;
import io.github.jwt2fa.test.client.Login;
import io.github.jwt2fa.test.client.LoginClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@AutoConfigureMockMvc
@AutoConfigureTwoFactor
class StrangerTests {

	private static final String NAME = "ann@example.com";

	private static final String PASSWORD = "ann-password";

	@Test
	void helloWhenLoggedInByAnAppThenGreets(@Autowired LoginClient client, @Autowired MockMvcTester mvc) {
		AuthenticatorApp app = client.login(NAME, PASSWORD).withSentCode().setUpTotp();
		Login login = client.login(NAME, PASSWORD).withTotp(app);
		assertThat(mvc.get().uri("/hello").headers(login.headers())).hasStatusOk();
	}

}
