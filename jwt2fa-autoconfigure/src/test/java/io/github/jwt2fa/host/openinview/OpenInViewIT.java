package io.github.jwt2fa.host.openinview;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.user.EmailUserDetails;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The users are entities, or wrapped entities, that forget their password when they are
 * told to, and open-in-view is on: Boot's default.
 */
class OpenInViewIT {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void loginWhenCredentialsAreErasedThenThePasswordStaysInTheDatabase(boolean checkRevokeToken) {
		String hash = TestUsers.aliceAndBob().loadUserByUsername("alice").getPassword();
		try (TestApplication app = TestApplication.withoutUsers(List.of(App.class), "spring.jpa.open-in-view=true",
				"jwt2fa.token.check-revoke-token=" + checkRevokeToken)) {
			JdbcTemplate database = app.bean(JdbcTemplate.class);
			for (String name : List.of("entity", "wrapped")) {
				database.update("insert into account (name, password) values (?, ?)", name, hash);
				for (int i = 0; i < 2; i++) {
					Answer login = app.login(name);
					assertThat(login.status()).as(name + ": " + login).isEqualTo(200);
					assertThat(
							database.queryForObject("select password from account where name = ?", String.class, name))
						.as(name)
						.isEqualTo(hash);
				}
			}
			assertThat(app.bean(Listener.class).count()).isEqualTo(4);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "entity", "wrapped" })
	void codeWhenItIsSentThenNoConnectionIsHeld(String name) {
		String hash = TestUsers.aliceAndBob().loadUserByUsername("alice").getPassword();
		try (TestApplication app = TestApplication.withoutUsers(List.of(App.class), "spring.jpa.open-in-view=true")) {
			app.bean(JdbcTemplate.class).update("insert into account (name, password) values (?, ?)", name, hash);
			assertThat(app.getCode(name).status()).isEqualTo(200);
			assertThat(app.bean(Connections.class).heldWhenCodeWasSent).isZero();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

		@Bean
		UserDetailsService users(EntityManager entities) {
			return (name) -> {
				Account account = entities.find(Account.class, name);
				if (account == null) {
					throw new UsernameNotFoundException("No such user");
				}
				return name.equals("wrapped") ? new Wrapper(account) : account;
			};
		}

		@Bean
		Listener listener() {
			return new Listener();
		}

		@Bean
		Connections connections(HikariDataSource dataSource) {
			return new Connections(dataSource);
		}

	}

	/**
	 * Writes something down about each login: the transaction flushes whatever else has
	 * changed.
	 */
	static class Listener {

		private final AtomicInteger logins = new AtomicInteger();

		public int count() {
			return this.logins.get();
		}

		@EventListener
		@Transactional
		public void on(InteractiveAuthenticationSuccessEvent event) {
			this.logins.incrementAndGet();
		}

	}

	static class Connections {

		private final HikariDataSource dataSource;

		volatile int heldWhenCodeWasSent = -1;

		Connections(HikariDataSource dataSource) {
			this.dataSource = dataSource;
		}

		@EventListener
		void on(TwoFactorEvent.CodeSent event) {
			this.heldWhenCodeWasSent = this.dataSource.getHikariPoolMXBean().getActiveConnections();
		}

	}

	@Entity(name = "account")
	static class Account implements EmailUserDetails, CredentialsContainer {

		@Id
		private String name;

		private String password;

		@Override
		public void eraseCredentials() {
			this.password = null;
		}

		@Override
		public Collection<? extends GrantedAuthority> getAuthorities() {
			return List.of();
		}

		@Override
		public String getPassword() {
			return this.password;
		}

		@Override
		public String getUsername() {
			return this.name;
		}

		@Override
		public String getEmail() {
			return this.name + "@example.com";
		}

	}

	record Wrapper(Account account) implements EmailUserDetails, CredentialsContainer {

		@Override
		public void eraseCredentials() {
			this.account.eraseCredentials();
		}

		@Override
		public Collection<? extends GrantedAuthority> getAuthorities() {
			return List.of();
		}

		@Override
		public String getPassword() {
			return this.account.getPassword();
		}

		@Override
		public String getUsername() {
			return this.account.getUsername();
		}

		@Override
		public String getEmail() {
			return this.account.getEmail();
		}

	}

}
