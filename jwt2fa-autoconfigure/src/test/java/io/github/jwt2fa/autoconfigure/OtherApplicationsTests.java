package io.github.jwt2fa.autoconfigure;

import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.administration.TwoFactorAdministration;
import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.UserConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications without servlets.
 */
class OtherApplicationsTests {

	private static ApplicationContextRunner batch(String... settings) {
		return AutoConfigured
			.withoutWeb(Stream.concat(Stream.of("jwt2fa.secret-key", "spring.mail.host"), Stream.of(settings))
				.toArray(String[]::new))
			.withConfiguration(
					AutoConfigurations.of(SecurityAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jwt2fa.state.store=memory", "jwt2fa.state.store=jdbc", "jwt2fa.state.store=redis",
			"jwt2fa.notify-factor-changes=false" })
	void startWhenThereIsNoWebThenNeedsNothing(String property) {
		batch(property).run((context) -> assertThat(context).hasNotFailed());
	}

	/**
	 * What counts the sessions is made to be started.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "0s", "1m" })
	void startWhenThereIsNoWebAndARegistryOfMetricsThenNeedsNoKey(String interval) {
		AutoConfigured.withoutWeb("jwt2fa.secret-key", "jwt2fa.metrics.session-count-interval=" + interval)
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("jwt2faLiveSessions"));
	}

	@Test
	void supportDeskWhenThereIsNoWebThenResetsUsers() {
		AutoConfigured.hibernate(AutoConfigured.withoutWeb())
			.withUserConfiguration(SupportDesk.class)
			.run((context) -> {
				UserTwoFactorAuthDataRepository data = context.getBean(UserTwoFactorAuthDataRepository.class);
				data.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.CODE_SENDER, null));
				context.getBean(Desk.class).administration().reset("alice", "desk");
				assertThat(data.findByUserId("alice")).isNull();
			});
	}

	@Test
	void startWhenTheApplicationIsReactiveThenFailsAndSaysWhy() {
		FailedStart start = FailedStart.of(new ReactiveWebApplicationContextRunner()
			.withConfiguration(UserConfigurations.of(AutoConfigured.sources())));
		assertThat(start.description()).contains("servlet applications");
	}

	@Configuration(proxyBeanMethods = false)
	static class SupportDesk {

		@Bean
		Desk desk(TwoFactorAdministration administration) {
			return new Desk(administration);
		}

	}

	record Desk(TwoFactorAdministration administration) {
	}

}
