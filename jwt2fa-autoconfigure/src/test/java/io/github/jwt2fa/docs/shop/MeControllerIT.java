package io.github.jwt2fa.docs.shop;

// tag::slice[]
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@WebMvcTest(MeController.class)
@ContextConfiguration(classes = MeController.class)
class MeControllerIT {

	private final Customer alice = new Customer("alice", "", "alice@example.com", null, null, true);

	@Autowired
	private MockMvc mvc;

	@Test
	void meWhenCustomerThenTellsTheName() throws Exception {
		this.mvc.perform(get("/api/me").with(user(this.alice)))
			.andExpect(status().isOk())
			.andExpect(jsonPath("$.username").value("alice"));
	}

}
// end::slice[]
