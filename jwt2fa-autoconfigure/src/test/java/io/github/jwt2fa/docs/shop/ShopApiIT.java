package io.github.jwt2fa.docs.shop;

// tag::test[]
import com.jayway.jsonpath.JsonPath;
import io.github.jwt2fa.TwoFactorMethod;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringBootTest(classes = { Shop.class, ApiSecurity.class },
		properties = { "jwt2fa.secret-key=a secret key for the tests, and for them alone",
				"jwt2fa.code-token-throttle-rate=none" })
@AutoConfigureMockMvc
@Import({ SentCodes.class, TestTokens.class })
class ShopApiIT {

	@Autowired
	private MockMvc mvc;

	@Autowired
	private SentCodes codes;

	@Autowired
	private TestTokens tokens;

	@Test
	void meWhenLoggedInThenTellsTheUser() throws Exception {
		String codeToken = JsonPath.read(answer("/auth/get-code/", """
				{"username": "alice", "password": "correct horse battery staple"}"""), "$.token");
		String access = JsonPath.read(answer("/auth/auth/", """
				{"code_token": "%s", "code": "%s"}""".formatted(codeToken, this.codes.lastCodeFor("alice"))),
				"$.access");
		this.mvc.perform(get("/api/me").header("Authorization", "Bearer " + access))
			.andExpect(status().isOk())
			.andExpect(jsonPath("$.username").value("alice"));
	}

	private String answer(String endpoint, String body) throws Exception {
		return this.mvc.perform(post(endpoint).contentType(MediaType.APPLICATION_JSON).content(body))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsString();
	}

	@Test
	void staffWhenCustomerThenDenied() throws Exception {
		String access = this.tokens.access("alice", TwoFactorMethod.TOTP);
		this.mvc.perform(get("/api/staff/list").header("Authorization", "Bearer " + access))
			.andExpect(status().isForbidden())
			.andExpect(jsonPath("$.code").value("permission_denied"));
	}

	@Test
	void meWhenNoTokenThenTold() throws Exception {
		this.mvc.perform(get("/api/me"))
			.andExpect(status().isUnauthorized())
			.andExpect(jsonPath("$.code").value("not_authenticated"));
	}

}
// end::test[]
