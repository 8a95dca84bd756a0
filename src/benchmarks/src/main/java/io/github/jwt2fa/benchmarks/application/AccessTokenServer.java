package io.github.jwt2fa.benchmarks.application;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.method.sent.CodeSender;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * An application that takes access tokens of the two-factor login. Its users are in a
 * database.
 */
@EnableAutoConfiguration
@Import({ StoredUsers.class, AccessTokenServer.Codes.class, QuickFactors.class })
public class AccessTokenServer extends RequestServer {

	/** What the name of each user begins with; a number follows. */
	public static final String USER = StoredUsers.USER;

	/** The password of each user. */
	public static final String PASSWORD = StoredUsers.PASSWORD;

	/**
	 * Starts it.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(AccessTokenServer.class, args);
	}

	@Bean
	SecurityFilterChain chain(HttpSecurity http) {
		return rules(http).with(jwt2fa(), withDefaults()).build();
	}

	/**
	 * Takes codes and tells them.
	 */
	@RestController
	static final class Codes {

		private final Map<String, String> codes = new ConcurrentHashMap<>();

		@Bean
		CodeSender codeSender() {
			return (user, code) -> this.codes.put(user.id(), code);
		}

		@PostMapping("/open/code")
		String code(@RequestBody String user) {
			return this.codes.getOrDefault(user, "");
		}

	}

}
