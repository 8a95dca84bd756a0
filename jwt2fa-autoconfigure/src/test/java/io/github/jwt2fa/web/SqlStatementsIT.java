package io.github.jwt2fa.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A login costs few statements besides the application's own look-up of the user.
 */
class SqlStatementsIT {

	@Test
	void loginWhenDefaultThenAtMostTwoStatementsForEachRequest() {
		try (TestApplication app = TestApplication.with(List.of(TestApplication.App.class, Inspection.class))) {
			List<String> statements = app.bean(Statements.class).all;
			statements.clear();
			String codeToken = app.codeTokenFor("alice");
			assertThat(statements).hasSizeBetween(1, 2);
			statements.clear();
			app.client().auth(codeToken, app.lastCodeFor("alice"));
			assertThat(statements).hasSizeBetween(1, 2);
		}
	}

	@Test
	void totpWhenSetUpAndUsedThenFewStatementsForEachRequest() {
		try (TestApplication app = TestApplication.with(List.of(TestApplication.App.class, Inspection.class))) {
			List<String> statements = app.bean(Statements.class).all;
			ApiClient in = app.loggedIn("alice");
			Answer setup = counted(statements, () -> in.send("POST", "/auth/totp/setup/"));
			AuthenticatorApp authenticator = new AuthenticatorApp(setup.text("secret"), app.clock());
			// changes are rare: one of two at once has to win, and what is chosen already
			// is
			// not written again
			// not written again; and a login has to be by what would be asked for now
			counted(statements, 7, () -> in.post("/auth/totp/confirm/", Map.of("code", authenticator.code())));
			counted(statements, () -> in.get("/auth/2fa-method/"));
			app.clock().advance(Duration.ofSeconds(30));
			ApiClient byApp = app.client().bearer(loginBy(app, authenticator).text("access"));
			counted(statements, 5, () -> byApp.post("/auth/2fa-method/", Map.of("method", "code-sender")));
			counted(statements, 6, () -> byApp.post("/auth/2fa-method/", Map.of("method", "totp")));
			app.clock().advance(Duration.ofSeconds(30));
			Answer started = counted(statements, () -> app.client().getCode("alice", TestUsers.PASSWORD));
			// the secret and the session
			counted(statements, 2, () -> app.client().auth(started.text("token"), authenticator.code()));
		}
	}

	/**
	 * What is chosen and the secret of an app stand in one row, which is asked for each.
	 */
	@Test
	void loginWhenByPasskeyOrRecoveryCodeThenFewStatementsForEachRequest() {
		try (TestApplication app = TestApplication.with(List.of(TestApplication.App.class, Inspection.class),
				"jwt2fa.passkey.rp-id=shop.example", "jwt2fa.passkey.login=true",
				"jwt2fa.auth-token-retry-wait-time=0s")) {
			List<String> statements = app.bean(Statements.class).all;
			PasskeyDevice device = PasskeyDevice.at("https://shop.example");
			AuthenticatorApp authenticator = app.loggedIn("alice").enroll(app.clock());
			app.clock().advance(Duration.ofSeconds(30));
			ApiClient byApp = app.client().bearer(loginBy(app, authenticator).text("access"));
			byApp.addPasskey(device);
			List<?> codes = (List<?>) byApp.post("/auth/recovery-codes/", Map.of()).json().get("recovery_codes");
			Answer begun = counted(statements, 5, () -> getCode(app, List.of("passkey", "totp", "recovery-code")));
			assertThat(begun.json()).containsEntry("methods", List.of("totp", "passkey", "recovery-code"));
			// this passkey, its counter and the session
			counted(statements, 3,
					() -> app.client().auth(begun.text("token"), device.get(begun.object("public_key"))));
			Answer again = counted(statements, 5, () -> getCode(app, List.of("recovery-code")));
			// a factor that the codes stand in for, the codes, their use and the session
			counted(statements, 4, () -> app.client().auth(again.text("token"), (String) codes.get(0)));
			Answer options = counted(statements, 0, () -> app.client().post("/auth/passkey/options/", Map.of()));
			// the choice too, which no step before has looked at
			counted(statements, 4,
					() -> app.client().auth(options.text("token"), device.get(options.object("public_key"))));
		}
	}

	/**
	 * A device is looked for where a client shows one, and nowhere else.
	 */
	@Test
	void loginWhenDevicesAreTrustedThenFewStatementsForEachRequest() {
		try (TestApplication app = TestApplication.with(List.of(TestApplication.App.class, Inspection.class),
				"jwt2fa.trusted-devices.max-age=30d", "jwt2fa.auth-token-retry-wait-time=0s")) {
			List<String> statements = app.bean(Statements.class).all;
			Answer begun = counted(statements, () -> app.getCode("alice"));
			// the choice, the session, the devices before and after it, and the new one
			Answer login = counted(statements, 5,
					() -> app.client()
						.post("/auth/auth/", Map.of("code_token", begun.text("token"), "code", app.lastCodeFor("alice"),
								"trust_device", true)));
			// what is offered, the device, its use and the session
			counted(statements, 5,
					() -> app.client()
						.post("/auth/get-code/", Map.of("username", "alice", "password", TestUsers.PASSWORD,
								"device_token", login.text("device_token"))));
			// beside the recent login and the session the devices of the user
			ApiClient in = app.client().bearer(login.text("access"));
			counted(statements, 2, () -> in.get("/auth/sessions/"));
			counted(statements, 3, () -> in.post("/auth/logout-all/", Map.of()));
		}
	}

	/**
	 * A limit is paid for by those who set one.
	 */
	@Test
	void sessionsWhenListedEndedOrLimitedThenFewStatementsForEachRequest() {
		try (TestApplication app = TestApplication.with(List.of(TestApplication.App.class, Inspection.class),
				"jwt2fa.token.max-sessions-per-user=2", "jwt2fa.auth-token-retry-wait-time=0s")) {
			List<String> statements = app.bean(Statements.class).all;
			app.login("alice");
			ApiClient in = app.loggedIn("alice");
			String codeToken = app.codeTokenFor("alice");
			// the sessions before and after it, the new one, and the end of the oldest
			counted(statements, 5, () -> app.client().auth(codeToken, app.lastCodeFor("alice")));
			Answer listed = counted(statements, 1, () -> in.get("/auth/sessions/"));
			Map<?, ?> newest = (Map<?, ?>) ((List<?>) listed.json().get("sessions")).get(0);
			// the rule for a recent login, the session and its end
			counted(statements, 4, () -> in.post("/auth/sessions/end/", Map.of("id", newest.get("id"))));
		}
	}

	private static Answer getCode(TestApplication app, List<String> methods) {
		return app.client()
			.post("/auth/get-code/", Map.of("username", "alice", "password", TestUsers.PASSWORD, "methods", methods));
	}

	private static Answer loginBy(TestApplication app, AuthenticatorApp authenticator) {
		return app.client()
			.post("/auth/auth/", Map.of("code_token", app.codeTokenFor("alice"), "code", authenticator.code()));
	}

	private static Answer counted(List<String> statements, Supplier<Answer> request) {
		return counted(statements, 2, request);
	}

	private static Answer counted(List<String> statements, int most, Supplier<Answer> request) {
		statements.clear();
		Answer answer = request.get();
		assertThat(answer.status()).isEqualTo(200);
		assertThat(statements).hasSizeLessThanOrEqualTo(most);
		return answer;
	}

	/**
	 * Listens to all that asks the database: Hibernate and plain JDBC.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Inspection {

		@Bean
		static Statements statements() {
			return new Statements();
		}

		@Bean
		static BeanPostProcessor inspection(Statements statements) {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof DataSource dataSource) ? statements.of(dataSource) : bean;
				}

			};
		}

	}

	/**
	 * The statements so far.
	 */
	static class Statements {

		private final List<String> all = Collections.synchronizedList(new ArrayList<>());

		private DataSource of(DataSource dataSource) {
			return new DelegatingDataSource(dataSource) {

				@Override
				public Connection getConnection() throws SQLException {
					return Statements.this.of(super.getConnection());
				}

			};
		}

		private Connection of(Connection connection) {
			return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
					(proxy, method, arguments) -> {
						if (method.getName().equals("prepareStatement")) {
							this.all.add((String) arguments[0]);
						}
						try {
							return method.invoke(connection, arguments);
						}
						catch (InvocationTargetException ex) {
							throw ex.getCause();
						}
					});
		}

	}

}
