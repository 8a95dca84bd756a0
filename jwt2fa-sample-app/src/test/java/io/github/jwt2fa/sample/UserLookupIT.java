package io.github.jwt2fa.sample;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample where the claims of a token are all that is asked of its user.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "jwt2fa.token.user-lookup=none")
class UserLookupIT {

	@Test
	void meWhenUsersAreNotLookedUpThenTellsTheNameOfTheToken(@LocalServerPort int port) {
		SampleClient client = new SampleClient(port);
		String accessToken = client.login("alice", "alice-password", "alice@example.com");
		HttpResponse<String> me = client.get("/api/me", "Authorization", "Bearer " + accessToken);
		assertThat(me.statusCode()).isEqualTo(200);
		assertThat(me.body()).isEqualTo("{\"username\":\"alice\"}");
	}

}
