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
			// the session is the third
			counted(statements, 3, () -> app.client().auth(started.text("token"), authenticator.code()));
		}
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
