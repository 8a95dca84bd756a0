package io.github.jwt2fa.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.SecretEncryptor;
import io.github.jwt2fa.method.code.CodeSender;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

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
@Import(PlainApplication.class)
public class LoginServer {

	static final String TOTP_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

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
	Endpoints endpoints(UserTwoFactorAuthDataRepository data, SecretEncryptor encryptor) {
		return new Endpoints(data, encryptor);
	}

	/**
	 * What is measured beside the login.
	 */
	@RestController
	final class Endpoints {

		private final UserTwoFactorAuthDataRepository data;

		private final SecretEncryptor encryptor;

		Endpoints(UserTwoFactorAuthDataRepository data, SecretEncryptor encryptor) {
			this.data = data;
			this.encryptor = encryptor;
		}

		@PostMapping("/open/totp")
		String totp(@RequestBody String user) {
			this.data.save(new UserTwoFactorAuthData(user, TwoFactorMethod.TOTP, this.encryptor.encrypt(TOTP_SECRET)));
			return user;
		}

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
