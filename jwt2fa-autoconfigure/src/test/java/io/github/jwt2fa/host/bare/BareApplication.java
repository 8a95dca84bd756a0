package io.github.jwt2fa.host.bare;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.user.TwoFactorUser;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * An application with nothing of what is optional on its class path. Logs in by itself,
 * since it runs in a process of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ InMemoryData.class, BareApplication.Pager.class })
public class BareApplication {

	@Bean
	UserDetailsService users() {
		return new InMemoryUserDetailsManager(User.withUsername("alice").password("{noop}secret").build());
	}

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(BareApplication.class, args)) {
			ApiClient client = new ApiClient(((WebServerApplicationContext) context).getWebServer().getPort());
			Answer first = client.post("/auth/get-code", Map.of("username", "alice", "password", "secret"));
			String code = context.getBean(Pager.class).codes.get("alice");
			Answer login = client.post("/auth/auth", Map.of("code_token", first.text("token"), "code", code));
			System.out.println("The login answers " + login.status() + " " + login.json().keySet());
		}
	}

	static class Pager implements CodeSender {

		private final Map<String, String> codes = new ConcurrentHashMap<>();

		@Override
		public void sendCode(TwoFactorUser user, String code) {
			this.codes.put(user.id(), code);
		}

	}

}
