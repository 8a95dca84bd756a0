package io.github.jwt2fa.docs.shop;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * The guide's HTTP Basic for machines, beside the login of people.
 */
@ExtendWith(OutputCaptureExtension.class)
class DocumentedMachinesIT {

	private static final String TILL_PASSWORD = "hzSM7hyYVXHyvW3tmDq0";

	private static final String TILL = "shop.till.password-hash={noop}" + TILL_PASSWORD;

	@Test
	void machinesWhenAChainOfTheirOwnThenNoPasswordOpensTheOthersPaths(CapturedOutput output) {
		try (TestApplication app = TestApplication
			.alone(List.of(Shop.class, MachinesSecurity.class, ApiSecurity.class, Stock.class), TILL)) {
			ApiClient till = basic(app, "till", TILL_PASSWORD);
			assertThat(till.get("/machines/stock").status()).isEqualTo(200);
			assertThat(till.send("POST", "/machines/stock").status()).isEqualTo(200);
			assertThat(till.get("/machines/stock").header("Set-Cookie")).isNull();
			assertThat(till.get("/api/me").code()).isEqualTo("not_authenticated");
			assertThat(app.client().getCode("till", TILL_PASSWORD).code()).isEqualTo("authentication_failed");

			ApiClient alice = basic(app, "alice", PASSWORD);
			assertThat(alice.get("/machines/stock").status()).isEqualTo(401);
			assertThat(alice.get("/api/me").code()).isEqualTo("not_authenticated");
			String access = app.login("alice", PASSWORD, "alice@example.com").text("access");
			assertThat(app.client().bearer(access).get("/machines/stock").status()).isEqualTo(401);
			assertThat(app.client().bearer(access).get("/api/me").status()).isEqualTo(200);
			assertThat(basic(app, "till", "wrong").get("/machines/stock").status()).isEqualTo(401);
			assertThat(app.client().get("/machines/stock").status()).isEqualTo(401);
		}
		assertThat(output).doesNotContain("without a second factor");
	}

	/**
	 * What the page warns of.
	 */
	@Test
	void basicWhenInTheSameChainThenAPasswordIsEnough(CapturedOutput output) {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, SameChain.class))) {
			assertThat(basic(app, "alice", PASSWORD).get("/api/me").status()).isEqualTo(200);
		}
		assertThat(output).contains("The filter chain bothChain", "httpBasic()", "without a second factor");
	}

	private static ApiClient basic(TestApplication app, String username, String password) {
		String credentials = Base64.getEncoder()
			.encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
		return app.client().with("Authorization", "Basic " + credentials);
	}

	@RestController
	static class Stock {

		@GetMapping("/machines/stock")
		String read() {
			return "read";
		}

		@PostMapping("/machines/stock")
		String write() {
			return "written";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SameChain {

		@Bean
		SecurityFilterChain bothChain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.httpBasic(withDefaults());
			http.with(jwt2fa(), withDefaults());
			return http.build();
		}

	}

}
