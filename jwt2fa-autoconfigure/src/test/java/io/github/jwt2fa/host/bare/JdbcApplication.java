package io.github.jwt2fa.host.bare;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.host.Journey;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.TwoFactorUser;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * An application with plain JDBC and nothing else of what is optional on its class path.
 * Logs in by itself, since it runs in a process of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(JdbcApplication.Pager.class)
public class JdbcApplication {

	@Bean
	UserDetailsService users() {
		return new InMemoryUserDetailsManager(User.withUsername("alice").password("{noop}secret").build());
	}

	@Bean(defaultCandidate = false)
	MutableClock jwt2faClock() {
		return new MutableClock();
	}

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(JdbcApplication.class, args)) {
			ApiClient client = new ApiClient(((WebServerApplicationContext) context).getWebServer().getPort());
			Map<String, String> codes = context.getBean(Pager.class).codes;
			new Journey(client, context.getBean("jwt2faClock", MutableClock.class), "secret", () -> codes.get("alice"))
				.take();
			JdbcClient jdbc = context.getBean(JdbcClient.class);
			Map<String, Object> rows = new TreeMap<>();
			for (String table : new String[] { "jwt2fa_login_session", "jwt2fa_user_two_factor_auth_data" }) {
				rows.put(table, jdbc.sql("select count(*) from " + table).query(Integer.class).single());
			}
			System.out.println("The rows are " + rows);
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
