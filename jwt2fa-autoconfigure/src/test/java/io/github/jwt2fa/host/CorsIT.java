package io.github.jwt2fa.host;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which other sites may call the application, it says itself.
 */
class CorsIT {

	private static final String ORIGIN = "https://app.example";

	private static final String ALLOWED = "Access-Control-Allow-Origin";

	@Nested
	class ByMvc extends Configured {

		@Override
		Class<?> configuration() {
			return Mvc.class;
		}

	}

	@Nested
	class BySource extends Configured {

		@Override
		Class<?> configuration() {
			return Source.class;
		}

	}

	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	abstract static class Configured {

		private TestApplication app;

		abstract Class<?> configuration();

		@BeforeAll
		void start() {
			this.app = TestApplication.with(List.of(NoDatabase.class, Whoami.class, configuration()));
		}

		@AfterAll
		void stop() {
			this.app.close();
		}

		private ApiClient from(String origin) {
			return this.app.client().with("Origin", origin);
		}

		@ParameterizedTest
		@ValueSource(strings = { "/auth/get-code/", "/auth/auth", "/auth/refresh", "/auth/verify", "/whoami" })
		void preflightWhenOriginIsAllowedThenNeedsNoLogin(String path) {
			Answer answer = from(ORIGIN).with("Access-Control-Request-Method", "POST")
				.with("Access-Control-Request-Headers", "authorization, content-type")
				.send("OPTIONS", path);
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.header(ALLOWED)).isEqualTo(ORIGIN);
			assertThat(answer.header("Access-Control-Allow-Headers")).contains("authorization");
		}

		@ParameterizedTest
		@ValueSource(strings = { "/auth/get-code/", "/whoami" })
		void preflightWhenOriginIsNotAllowedThenIsRefused(String path) {
			Answer answer = from("https://evil.example").with("Access-Control-Request-Method", "POST")
				.send("OPTIONS", path);
			assertThat(answer.status()).isEqualTo(403);
			assertThat(answer.header(ALLOWED)).isNull();
		}

		@Test
		void answersWhenOriginIsAllowedThenMayBeRead() {
			assertThat(from(ORIGIN).post("/auth/get-code/", Map.of()).header(ALLOWED)).isEqualTo(ORIGIN);
			Answer refusal = from(ORIGIN).get("/whoami");
			assertThat(refusal.status()).isEqualTo(401);
			assertThat(refusal.header(ALLOWED)).isEqualTo(ORIGIN);
			Answer resource = from(ORIGIN).bearer(this.app.login("alice").text("access")).get("/whoami");
			assertThat(resource.body()).isEqualTo("alice");
			assertThat(resource.header(ALLOWED)).isEqualTo(ORIGIN);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Mvc implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins(ORIGIN).allowedMethods("*");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Source {

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.addAllowedOrigin(ORIGIN);
			configuration.addAllowedMethod("*");
			configuration.addAllowedHeader("*");
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", configuration);
			return source;
		}

	}

}
