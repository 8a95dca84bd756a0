package io.github.jwt2fa.docs.shop;

// tag::test[]
import java.time.Duration;
import java.time.Instant;

import io.github.jwt2fa.security.AccessTokenAuthentication;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;

import static org.springframework.security.core.authority.FactorGrantedAuthority.fromFactor;
import static org.springframework.security.core.authority.FactorGrantedAuthority.withFactor;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringBootTest(classes = { Shop.class, PaymentsSecurity.class },
		properties = "jwt2fa.secret-key=a secret key for the tests, and for them alone")
@AutoConfigureMockMvc
@Import(SentCodes.class)
class PaymentsApiIT {

	private final Customer alice = new Customer("alice", "", "alice@example.com", null, null, true);

	@Autowired
	private MockMvc mvc;

	@Test
	void loginWhenByAppThenTellsItsProofs() throws Exception {
		this.mvc.perform(get("/api/login").with(authentication(login(fromFactor("PASSWORD"), fromFactor("TOTP")))))
			.andExpect(status().isOk())
			.andExpect(jsonPath("$.proofs[1]").value("otp"));
	}

	@Test
	void contractWhenByMailThenAsksForTheApp() throws Exception {
		this.mvc.perform(get("/api/contracts/1").with(authentication(login(fromFactor("PASSWORD"), fromFactor("OTT")))))
			.andExpect(status().isUnauthorized())
			.andExpect(header().string("WWW-Authenticate",
					"Bearer error=\"insufficient_user_authentication\", acr_values=\"FACTOR_TOTP\", realm=\"api\""));
	}

	@Test
	void paymentWhenLoginIsOldThenAsksForANewOne() throws Exception {
		Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
		this.mvc
			.perform(get("/api/payments/1")
				.with(authentication(login(withFactor("PASSWORD").issuedAt(anHourAgo).build()))))
			.andExpect(status().isUnauthorized())
			.andExpect(jsonPath("$.code").value("insufficient_user_authentication"));
	}

	private AccessTokenAuthentication login(FactorGrantedAuthority... factors) {
		return AccessTokenAuthentication.authenticated(TwoFactorUser.of(this.alice), factors);
	}

}
// end::test[]
