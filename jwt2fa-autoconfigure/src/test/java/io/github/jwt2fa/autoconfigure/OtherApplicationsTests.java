package io.github.jwt2fa.autoconfigure;

import java.util.UUID;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.TwoFactorMethodService;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications without servlets.
 */
class OtherApplicationsTests {

	private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "logging.level.root=warn")
			.properties(properties)
			.run();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jwt2fa.state.store=memory", "jwt2fa.state.store=jdbc", "jwt2fa.state.store=redis",
			"jwt2fa.notify-factor-changes=false" })
	void startWhenThereIsNoWebThenNeedsNothing(String property) {
		start(Batch.class, property).close();
	}

	@Test
	void supportDeskWhenThereIsNoWebThenResetsUsers() {
		try (ConfigurableApplicationContext context = start(SupportDesk.class,
				"jwt2fa.secret-key=a secret key for the tests, and for them alone",
				"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(), "spring.jpa.hibernate.ddl-auto=create-drop",
				"spring.mail.host=127.0.0.1")) {
			UserTwoFactorAuthDataRepository data = context.getBean(UserTwoFactorAuthDataRepository.class);
			data.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.CODE_SENDER, null));
			context.getBean(Desk.class).methods().reset("alice");
			assertThat(data.findByUserId("alice")).isNull();
		}
	}

	@Test
	void startWhenTheApplicationIsReactiveThenFailsAndSaysWhy() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(Jwt2faAutoConfiguration.class))
			.run((context) -> assertThat(context.getStartupFailure()).isInstanceOf(Jwt2faConfigurationException.class)
				.hasMessageContaining("servlet applications"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
			"org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration" })
	static class Batch {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			excludeName = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration")
	static class SupportDesk {

		@Bean
		Desk desk(TwoFactorMethodService methods) {
			return new Desk(methods);
		}

	}

	record Desk(TwoFactorMethodService methods) {
	}

}
