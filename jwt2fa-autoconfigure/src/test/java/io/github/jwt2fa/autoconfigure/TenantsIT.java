package io.github.jwt2fa.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.sql.DataSource;

import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.wiring.Housekeeping;
import jakarta.servlet.Filter;
import org.hibernate.cfg.MultiTenancySettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.engine.jdbc.connections.spi.AbstractDataSourceBasedMultiTenantConnectionProviderImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hibernate serves several tenants, and knows which one in a request alone.
 */
@ExtendWith(OutputCaptureExtension.class)
class TenantsIT {

	@Test
	void startWhenThereIsNoTenantThenSaysWhatIsLeftOutAndLoginsWork(CapturedOutput output) {
		try (TestApplication app = TestApplication.with(List.of(Tenants.class), "spring.jpa.hibernate.ddl-auto=none",
				"spring.flyway.enabled=false", "jwt2fa.passkey.rp-id=example.com",
				"jwt2fa.trusted-devices.max-age=30d")) {
			assertThat(output)
				.contains("Hibernate is multi-tenant",
						"[jwt2fa_login_session, jwt2fa_passkey, jwt2fa_recovery_codes, jwt2fa_trusted_device, "
								+ "jwt2fa_user_two_factor_auth_data]")
				.doesNotContain("can't be asked")
				.doesNotContain("logins will be refused");
			ApiClient tenant = app.client().with("X-Tenant", "north");
			String token = tenant.getCode("alice", TestUsers.PASSWORD).text("token");
			assertThat(tenant.auth(token, app.lastCodeFor("alice")).status()).isEqualTo(200);
		}
	}

	@Test
	void housekeepingWhenThereIsNoTenantThenStandsBackAndAnApplicationCleansByItself(CapturedOutput output) {
		try (TestApplication app = TestApplication.with(List.of(Tenants.class), "spring.jpa.hibernate.ddl-auto=none",
				"spring.flyway.enabled=false")) {
			app.beans(Housekeeping.class).values().forEach(Housekeeping::run);
			assertThat(output).doesNotContain("could not be removed");
			LoginSessionRepository sessions = app.bean(LoginSessionRepository.class);
			Tenants.CURRENT.set("north");
			try {
				sessions.insert(LoginSession.begin("s1", "alice", Instant.EPOCH, Instant.EPOCH.plusSeconds(60)));
				assertThat(sessions.deleteEndedBefore(app.clock().instant().minus(Duration.ofHours(1)), 500))
					.isEqualTo(1);
			}
			finally {
				Tenants.CURRENT.remove();
			}
		}
	}

	/**
	 * Plain JDBC, but by the connection that Hibernate has for the tenant.
	 */
	@Test
	void sessionWhenThereIsATenantThenInItsDatabase() {
		try (TestApplication app = TestApplication.with(List.of(Tenants.class), "spring.jpa.hibernate.ddl-auto=none",
				"spring.flyway.enabled=false")) {
			LoginSessionRepository sessions = app.bean(LoginSessionRepository.class);
			LoginSession session = LoginSession.begin("s1", "alice", Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
			Tenants.CURRENT.set("south");
			try {
				sessions.insert(session);
				assertThat(sessions.findById("s1")).isEqualTo(session);
				assertThat(new JdbcTemplate(Tenants.SOUTH).queryForObject("select count(*) from jwt2fa_login_session",
						Integer.class))
					.isEqualTo(1);
				Tenants.CURRENT.set("north");
				assertThat(sessions.findById("s1")).isNull();
			}
			finally {
				Tenants.CURRENT.remove();
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(TestApplication.App.class)
	static class Tenants {

		private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

		private static final DataSource SOUTH = new DriverManagerDataSource("jdbc:h2:mem:south;DB_CLOSE_DELAY=-1;"
				+ "INIT=RUNSCRIPT FROM 'classpath:io/github/jwt2fa/db/h2/R__jwt2fa_login_session.sql'");

		@Bean
		HibernatePropertiesCustomizer tenants(DataSource dataSource) {
			return (properties) -> {
				properties.put(MultiTenancySettings.MULTI_TENANT_CONNECTION_PROVIDER, new Databases(dataSource));
				properties.put(MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER, new Tenant());
			};
		}

		@Bean
		FilterRegistrationBean<Filter> tenantOfTheRequest() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				CURRENT.set(((jakarta.servlet.http.HttpServletRequest) request).getHeader("X-Tenant"));
				try {
					chain.doFilter(request, response);
				}
				finally {
					CURRENT.remove();
				}
			});
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

	}

	/**
	 * All but one in one, which is enough to see who asks without a tenant.
	 */
	private static final class Databases extends AbstractDataSourceBasedMultiTenantConnectionProviderImpl<String> {

		private final DataSource dataSource;

		private Databases(DataSource dataSource) {
			this.dataSource = dataSource;
		}

		@Override
		protected DataSource selectAnyDataSource() {
			return this.dataSource;
		}

		@Override
		protected DataSource selectDataSource(String tenant) {
			return tenant.equals("south") ? Tenants.SOUTH : this.dataSource;
		}

	}

	private static final class Tenant implements CurrentTenantIdentifierResolver<String> {

		@Override
		public String resolveCurrentTenantIdentifier() {
			return Tenants.CURRENT.get();
		}

		@Override
		public boolean validateExistingCurrentSessions() {
			return false;
		}

	}

}
