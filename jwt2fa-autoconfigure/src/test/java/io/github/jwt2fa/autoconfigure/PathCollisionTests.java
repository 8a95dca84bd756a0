package io.github.jwt2fa.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.host.NoDatabase;
import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.test.TestApplication;
import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application maps something else at a path of ours: the start fails, and names both
 * and the properties that move ours.
 */
@ExtendWith(OutputCaptureExtension.class)
class PathCollisionTests {

	private final CapturedOutput output;

	PathCollisionTests(CapturedOutput output) {
		this.output = output;
	}

	private static FailedStart startOf(Class<?> application, String... settings) {
		return FailedStart
			.of(AutoConfigured.web(settings).withBean(InMemoryData.class).withUserConfiguration(application));
	}

	private FailedStart startOfAServer(String mapping, Class<?>... sources) {
		List<Class<?>> all = new ArrayList<>(List.of(NoDatabase.class, OwnServlet.class));
		all.addAll(List.of(sources));
		return FailedStart.of(() -> TestApplication.with(all, "test.mapping=" + mapping).close(), this.output);
	}

	@ParameterizedTest
	@ValueSource(classes = { OtherMethod.class, SamePatterns.class, OnlyForForms.class, OtherCase.class,
			NestedRoute.class, UrlMapping.class, BeanName.class })
	void startWhenAHandlerHasThePathOfAnEndpointThenNamesBoth(Class<?> application) {
		FailedStart start = startOf(application);
		assertThat(start.description()).containsIgnoringCase("/auth/logout").contains("LOGOUT");
		assertThat(start.description())
			.contains((application == BeanName.class) ? "/auth/logout" : application.getSimpleName());
		assertThat(start.action()).contains("jwt2fa.paths.logout", "jwt2fa.base-path");
	}

	@Test
	void startWhenOnlyAnotherMethodIsTakenThenFails() {
		FailedStart start = startOf(OtherEndpoint.class);
		assertThat(start.description()).contains("/auth/2fa-method", "OtherEndpoint#delete");
		assertThat(start.action()).contains("jwt2fa.paths.two-factor-method");
	}

	@Test
	void startWhenTheSetOfKeysIsTakenThenNamesItsProperty() {
		FailedStart start = startOf(OwnKeys.class, "jwt2fa.base-path=/login", "jwt2fa.token.algorithm=RS256",
				"jwt2fa.token.signing-key="
						+ io.github.jwt2fa.test.TestKeys.pkcs8(io.github.jwt2fa.test.TestKeys.rsa()));
		assertThat(start.description()).contains("/.well-known/jwks.json", "OwnKeys#keys");
		assertThat(start.action()).contains("jwt2fa.token.jwks-path").doesNotContain("jwt2fa.base-path");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/auth/*", "/auth/logout/" })
	void startWhenAServletTakesThePathThenNamesIt(String mapping) {
		FailedStart start = startOfAServer(mapping);
		assertThat(start.description()).contains("can't have the path /auth/", "ownServlet", mapping);
		assertThat(start.action()).contains("jwt2fa.paths.", "jwt2fa.base-path");
	}

	@Test
	void startWhenTheDispatcherIsRegisteredInAnotherWayThenFailsAsWell() {
		FailedStart start = startOfAServer("/mvc/auth/*", OwnDispatcher.class);
		assertThat(start.description()).contains("can't have the path /auth/", "ownServlet", "/mvc/auth/*");
	}

	@Test
	void startWhenOursAreMovedAndOthersHaveOtherPathsThenSucceeds() {
		TestApplication
			.with(List.of(NoDatabase.class, OtherMethod.class, OwnServlet.class), "jwt2fa.paths.logout=/auth/sign-out",
					"test.mapping=/authors/*,*.json,/auth")
			.close();
	}

	@Controller
	static class OtherMethod {

		@GetMapping("/auth/logout")
		@ResponseBody
		String logout() {
			return "";
		}

	}

	@Controller
	static class SamePatterns {

		@PostMapping({ "/auth/logout", "/auth/logout/" })
		@ResponseBody
		String logout() {
			return "";
		}

	}

	@Controller
	static class OnlyForForms {

		@PostMapping(path = "/auth/logout/", params = "form", consumes = "text/plain")
		@ResponseBody
		String logout() {
			return "";
		}

	}

	@Controller
	static class OtherCase implements WebMvcConfigurer {

		@Override
		public void configurePathMatch(PathMatchConfigurer configurer) {
			PathPatternParser parser = new PathPatternParser();
			parser.setCaseSensitive(false);
			configurer.setPatternParser(parser);
		}

		@GetMapping("/Auth/Logout")
		@ResponseBody
		String logout() {
			return "";
		}

	}

	@Controller
	static class OtherEndpoint {

		@DeleteMapping("/auth/2fa-method")
		@ResponseBody
		String delete() {
			return "";
		}

	}

	@Controller
	static class OwnKeys {

		@GetMapping("/.well-known/jwks.json")
		@ResponseBody
		String keys() {
			return "";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NestedRoute {

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route()
				.path("/auth", (auth) -> auth.DELETE("/logout", (request) -> ServerResponse.ok().build()))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UrlMapping {

		@Bean
		SimpleUrlHandlerMapping urls() {
			HttpRequestHandler handler = (request, response) -> {
			};
			return new SimpleUrlHandlerMapping(Map.of("/auth/logout", handler));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanName {

		@Bean("/auth/logout")
		HttpRequestHandler handler() {
			return (request, response) -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(OtherEndpointFree.class)
	static class OwnServlet {

		@Bean
		ServletRegistrationBean<HttpServlet> ownServletRegistration(@Value("${test.mapping}") String mapping) {
			ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(new HttpServlet() {
			}, mapping.split(","));
			registration.setName("ownServlet");
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDispatcher {

		@Bean
		ServletRegistrationBean<DispatcherServlet> dispatcherServletRegistration(DispatcherServlet servlet) {
			return new ServletRegistrationBean<>(servlet, "/mvc/*");
		}

		@Bean
		DispatcherServletPath dispatcherServletPath() {
			return () -> "/mvc";
		}

	}

	@Controller
	static class OtherEndpointFree {

		@GetMapping({ "/auth/log-out", "/{page}/logout", "/auth/{action}", "/auth/**", "/**" })
		@ResponseBody
		String page() {
			return "";
		}

	}

}
