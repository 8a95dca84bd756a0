package io.github.jwt2fa.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.TestApplication;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.Test;

import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
			app.client()
				.post("/auth/auth/",
						Map.of("code_token", codeToken, "code", app.mail().lastCodeFor("alice@example.com")));
			assertThat(statements).hasSizeBetween(1, 2);
		}
	}

	/**
	 * Listens to Hibernate.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Inspection {

		@Bean
		Statements statements() {
			return new Statements();
		}

		@Bean
		HibernatePropertiesCustomizer inspection(Statements statements) {
			return (properties) -> properties.put("hibernate.session_factory.statement_inspector", statements);
		}

	}

	/**
	 * The statements so far.
	 */
	static class Statements implements StatementInspector {

		private static final long serialVersionUID = 1L;

		private final transient List<String> all = Collections.synchronizedList(new ArrayList<>());

		@Override
		public String inspect(String sql) {
			this.all.add(sql);
			return sql;
		}

	}

}
