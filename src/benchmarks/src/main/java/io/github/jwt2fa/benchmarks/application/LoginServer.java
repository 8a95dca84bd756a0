package io.github.jwt2fa.benchmarks.application;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.method.sent.CodeSender;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application whose logins are measured, with an endpoint that does nothing but check
 * a password and one that does nothing at all.
 */
@Import({ PlainApplication.class, QuickFactors.class })
public class LoginServer {

	private final Map<String, String> codes = new ConcurrentHashMap<>();

	private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(PlainApplication.STRENGTH);

	private final String hash = hash();

	private String hash() {
		String hashed = this.encoder.encode("password");
		return (hashed != null) ? hashed : "";
	}

	/**
	 * Starts it.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(LoginServer.class, args);
	}

	@Bean
	CodeSender codeSender() {
		return (user, code) -> this.codes.put(user.id(), code);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 1)
	SecurityFilterChain open(HttpSecurity http) {
		return http.securityMatcher("/open/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.csrf(AbstractHttpConfigurer::disable)
			.build();
	}

	@EventListener
	void started(WebServerInitializedEvent event) {
		System.out.println("port " + event.getWebServer().getPort());
	}

	@Bean
	Endpoints endpoints() {
		return new Endpoints();
	}

	/**
	 * What is measured beside the login.
	 */
	@RestController
	final class Endpoints {

		@PostMapping("/open/code")
		String code(@RequestBody String user) {
			return LoginServer.this.codes.getOrDefault(user, "");
		}

		@PostMapping("/open/nothing")
		String nothing(@RequestBody String body) {
			return body;
		}

		@PostMapping("/open/password")
		String password(@RequestBody String body) {
			return String.valueOf(LoginServer.this.encoder.matches("password", LoginServer.this.hash));
		}

	}

}
