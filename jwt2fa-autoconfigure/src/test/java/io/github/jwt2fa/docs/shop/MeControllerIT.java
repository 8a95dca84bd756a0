package io.github.jwt2fa.docs.shop;

// tag::slice[]
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static io.github.jwt2fa.test.security.AccessTokenRequestPostProcessor.accessToken;
import static org.assertj.core.api.Assertions.assertThat;

@WebMvcTest(MeController.class)
@ContextConfiguration(classes = MeController.class)
@Import(ApiSecurity.class)
class MeControllerIT {

	private final Customer alice = new Customer("alice", "", "alice@example.com", null, null, true);

	@Autowired
	private MockMvcTester mvc;

	@Test
	void meWhenCustomerThenTellsTheName() {
		assertThat(this.mvc.get().uri("/api/me").with(accessToken().user(this.alice))).hasStatusOk()
			.bodyJson()
			.extractingPath("$.username")
			.isEqualTo("alice");
	}

	@Test
	void meWhenNoTokenThenTold() {
		assertThat(this.mvc.get().uri("/api/me")).hasStatus(401)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("not_authenticated");
	}

	@Test
	void staffWhenCustomerThenDenied() {
		assertThat(this.mvc.get().uri("/api/staff/list").with(accessToken().user(this.alice))).hasStatus(403)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("permission_denied");
	}

}
// end::slice[]
