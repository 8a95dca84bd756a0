package io.github.jwt2fa.sample;

import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What asks for a fresh second factor.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.datasource.url=jdbc:h2:mem:transfer;DB_CLOSE_DELAY=-1")
class TransferIT {

	private SampleClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
	}

	@Test
	void transferWhenLoginIsFreshThenIsMade() {
		String token = this.client.login("alice", "alice-password", "alice@example.com");
		HttpResponse<String> answer = transfer("carol", "12.50", "Authorization", "Bearer " + token);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{\"to\":\"carol\",\"amount\":12.50}");
		assertThat(transfer("carol", "-1", "Authorization", "Bearer " + token).statusCode()).isEqualTo(400);
		assertThat(transfer("carol", "money", "Authorization", "Bearer " + token).statusCode()).isEqualTo(400);
	}

	@Test
	void transferWhenNoTokenThenIsRefused() {
		HttpResponse<String> answer = transfer("carol", "12.50");
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(this.client.read(answer).get("code").asString()).isEqualTo("not_authenticated");
	}

	private HttpResponse<String> transfer(String to, String amount, String... headers) {
		return this.client.post("/transfers", Map.of("to", to, "amount", amount), headers);
	}

}
