package io.github.jwt2fa.docs.shop;

// tag::test[]
import io.github.jwt2fa.test.autoconfigure.AutoConfigureTwoFactor;
import io.github.jwt2fa.test.security.WithTwoFactorUser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static io.github.jwt2fa.test.security.AccessTokenRequestPostProcessor.accessToken;
import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = { Shop.class, PaymentsSecurity.class })
@AutoConfigureMockMvc
@AutoConfigureTwoFactor
class PaymentsApiIT {

	private final Customer alice = new Customer("alice", "", "alice@example.com", null, null, true);

	@Autowired
	private MockMvcTester mvc;

	@Test
	void loginWhenByAppThenTellsItsProofs() {
		assertThat(this.mvc.get().uri("/api/login").with(accessToken().user(this.alice))).hasStatusOk()
			.bodyJson()
			.extractingPath("$.proofs[1]")
			.isEqualTo("otp");
	}

	@Test
	void contractWhenByMailThenAsksForTheApp() {
		assertThat(
				this.mvc.get().uri("/api/contracts/1").with(accessToken().user(this.alice).factors("PASSWORD", "OTT")))
			.hasStatus(401)
			.hasHeader("WWW-Authenticate",
					"Bearer error=\"insufficient_user_authentication\", acr_values=\"FACTOR_TOTP\", realm=\"api\"");
	}

	@Test
	@WithTwoFactorUser(value = "alice", roles = "CUSTOMER", recent = false)
	void paymentWhenLoginIsOldThenAsksForANewOne() {
		assertThat(this.mvc.get().uri("/api/payments/1")).hasStatus(401)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("insufficient_user_authentication");
	}

}
// end::test[]
