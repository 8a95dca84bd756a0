package io.github.jwt2fa.autoconfigure;

import com.google.zxing.qrcode.QRCodeWriter;
import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.method.totp.QrCodeRenderer;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.web.LoginResponseRenderer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Endpoints and filter chains.
 */
class WebAutoConfigurationTests {

	private static final String OWN_CHAIN = "jwt2faEndpointSecurityFilterChain";

	private static final String DEFAULT_CHAIN = "jwt2faDefaultSecurityFilterChain";

	private static WebApplicationContextRunner web(String... settings) {
		return AutoConfigured.web(settings).withBean(InMemoryData.class);
	}

	@Test
	void endpointsWhenThereIsNoWebThenAreNotThere() {
		AutoConfigured.withoutWeb().withBean(InMemoryData.class).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(TwoFactorLoginService.class);
			assertThat(context).doesNotHaveBean(ErrorRenderer.class)
				.doesNotHaveBean(LoginResponseRenderer.class)
				.doesNotHaveBean(QrCodeRenderer.class)
				.doesNotHaveBean(SecurityFilterChain.class)
				.doesNotHaveBean("jwt2faEndpointRegistration");
		});
	}

	@Test
	void qrCodeWhenZxingIsNotOnTheClassPathThenIsNotDrawn() {
		web().run((context) -> assertThat(context).hasNotFailed().hasBean("jwt2faQrCodeRenderer"));
		web().withClassLoader(new FilteredClassLoader(QRCodeWriter.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(QrCodeRenderer.class)
				.hasBean("jwt2faEnrollmentEndpoints"));
	}

	@Test
	void qrCodeWhenTheApplicationDrawsItThenZxingIsNotNeeded() {
		web().withClassLoader(new FilteredClassLoader(QRCodeWriter.class))
			.withBean("own", QrCodeRenderer.class, () -> (uri) -> null)
			.run((context) -> assertThat(context).hasNotFailed()
				.getBeanNames(QrCodeRenderer.class)
				.containsExactly("own"));
	}

	@Test
	void chainsWhenTheApplicationHasNoneThenAreOurs() {
		web().run((context) -> assertThat(context).hasNotFailed()
			.getBeanNames(SecurityFilterChain.class)
			.containsExactlyInAnyOrder(OWN_CHAIN, DEFAULT_CHAIN));
	}

	@Test
	void chainsWhenTheApplicationHasOneThenTheDefaultOneStepsBack() {
		web().withUserConfiguration(ApplicationChain.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.getBeanNames(SecurityFilterChain.class)
				.containsExactlyInAnyOrder(OWN_CHAIN, "applicationChain"));
	}

	@Configuration(proxyBeanMethods = false)
	static class ApplicationChain {

		@Bean
		SecurityFilterChain applicationChain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().denyAll());
			return http.build();
		}

	}

}
