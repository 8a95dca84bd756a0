package com.example.stranger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.jwt2fa.method.sent.CodeSender;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Starts, logs in over HTTP by a password and a code, and stops. Anything else than a login
 * makes the run fail.
 */
@SpringBootApplication(proxyBeanMethods = false)
@RestController
public class Stranger {

	private final BlockingQueue<String> codes = new LinkedBlockingQueue<>();

	@Bean
	UserDetailsService users() {
		return new InMemoryUserDetailsManager(
				User.withUsername("ann@example.com").password("{noop}ann-password").build());
	}

	@Bean
	CodeSender codeSender() {
		return (user, code) -> this.codes.add(code);
	}

	@GetMapping("/hello")
	String hello() {
		return "Hello";
	}

	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext application = SpringApplication.run(Stranger.class, args)) {
			application.getBean(Stranger.class).logIn(application.getEnvironment());
		}
	}

	private void logIn(Environment environment) throws Exception {
		String origin = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
		expect(401, get(origin + "/hello", "none"));
		JsonNode started = json(post(origin + "/auth/get-code/",
				Map.of("username", "ann@example.com", "password", "ann-password")));
		JsonNode tokens = json(post(origin + "/auth/auth/",
				Map.of("code_token", started.required("token").asString(), "code", this.codes.remove())));
		expect(200, get(origin + "/hello", tokens.required("access").asString()));
		System.out.println("A stranger has logged in.");
	}

	private static HttpResponse<String> get(String address, String token) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + token));
	}

	private static HttpResponse<String> post(String address, Map<String, String> body)
			throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(URI.create(address))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(new JsonMapper().writeValueAsString(body))));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
	}

	private static JsonNode json(HttpResponse<String> response) {
		expect(200, response);
		return new JsonMapper().readTree(response.body());
	}

	private static void expect(int status, HttpResponse<String> response) {
		if (response.statusCode() != status) {
			throw new IllegalStateException(response + " " + response.body());
		}
	}

}
