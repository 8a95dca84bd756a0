package io.github.jwt2fa.host;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application answers at all paths and says its own about every filter chain. At our
 * paths our handlers answer, and nothing of the application.
 */
class EndpointsAloneIT {

	private static final String THEIRS = "theirs";

	@AutoClose
	private static TestApplication app;

	@BeforeAll
	static void start() throws Exception {
		app = TestApplication.with(List.of(NoDatabase.class, Everywhere.class));
		RequestMappingHandlerMapping mapping = (RequestMappingHandlerMapping) app
			.beans(RequestMappingHandlerMapping.class)
			.get("requestMappingHandlerMapping");
		mapping.registerMapping(RequestMappingInfo.paths("/auth/logout-all").params("late").build(), new Pages(),
				Pages.class.getDeclaredMethod("late"));
	}

	@ParameterizedTest
	@CsvSource({ "GET, /auth/logout", "GET, /auth/verify/", "DELETE, /auth/2fa-method", "PUT, /auth/refresh",
			"PATCH, /auth/get-code", "GET, /auth/auth", "GET, /auth/totp/setup", "HEAD, /auth/logout",
			"GET, /auth/logout?late" })
	void pathOfOursWhenTheApplicationMapsItTooThenOursAnswerAlone(String method, String path) {
		Answer answer = app.client().send(method, path);
		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.header("Allow")).contains("POST");
		assertThat(answer.body()).doesNotContain(THEIRS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/auth/get-code", "/auth/auth/", "/auth/refresh", "/auth/verify", "/auth/logout" })
	void endpointWhenTheApplicationMapsEverythingThenAnswers(String path) {
		assertThat(app.client().post(path, Map.of()).code()).isEqualTo("invalid");
		assertThat(app.client().post(path + "?page=1", Map.of()).code()).isEqualTo("invalid");
	}

	@Test
	void handlerWhenItIsAddedLaterThenNeverAnswersAtAPathOfOurs() {
		Answer answer = app.client().send("POST", "/auth/logout-all?late");
		assertThat(answer.status()).isIn(401, 405, 503);
		assertThat(answer.body()).doesNotContain(THEIRS);
		assertThat(app.client().send("POST", "/auth/logout-all").status()).isEqualTo(401);
	}

	@Test
	void servletWhenItTakesFilesThenOtherPathsOfTheApplicationStayUnderItsRules() {
		assertThat(app.client().get("/auth/other").status()).isEqualTo(401);
		assertThat(app.client().get("/files/one").status()).isEqualTo(401);
	}

	@Test
	void optionsWhenNoOtherOriginAsksThenTellWhatIsAllowed() {
		Answer answer = app.client().send("OPTIONS", "/auth/2fa-method/");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Allow")).contains("GET", "POST", "OPTIONS");
		assertThat(answer.body()).isEmpty();
	}

	@Test
	void endpointsWhenTheApplicationCustomizesHttpSecurityThenKnowNothingOfIt() {
		for (String credentials : List.of("Basic YWxpY2U6d3Jvbmc=", "Bearer garbage")) {
			ApiClient client = app.client().with("Authorization", credentials);
			Answer answer = client.post("/auth/get-code/", Map.of());
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.code()).isEqualTo("invalid");
			assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
			assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
			assertThat(answer.header("Cache-Control")).contains("no-store");
			assertThat(answer.header("Set-Cookie")).isNull();
			assertThat(answer.header("X-Theirs")).isNull();
		}
		Answer login = app.login("alice");
		assertThat(login.status()).isEqualTo(200);
		assertThat(app.client().bearer(login.text("access")).get("/anywhere").body()).isEqualTo(THEIRS);
	}

	@Test
	void pathsWhenTheParserOfTheApplicationIgnoresCaseThenAreOursToTheLetter() {
		assertThat(app.client().post("/Auth/Get-Code", Map.of()).status()).isEqualTo(401);
		assertThat(app.loggedIn("alice").post("/Auth/Get-Code", Map.of()).body()).isEqualTo(THEIRS);
	}

	@Test
	void pathsWhenTheMatcherOfTheApplicationIgnoresCaseThenAreOursToTheLetter() {
		try (TestApplication ant = TestApplication.with(List.of(NoDatabase.class, AntPaths.class))) {
			assertThat(ant.client().post("/auth/get-code", Map.of()).code()).isEqualTo("invalid");
			assertThat(ant.client().post("/Auth/Get-Code", Map.of()).status()).isEqualTo(401);
			assertThat(ant.loggedIn("alice").post("/Auth/Get-Code", Map.of()).status()).isEqualTo(404);
		}
	}

	@Test
	void interceptorsWhenTheApplicationHasThemThenStillApply() {
		assertThat(app.client().post("/auth/get-code/", Map.of()).header("X-Intercepted")).isEqualTo("yes");
	}

	@Configuration(proxyBeanMethods = false)
	static class AntPaths implements WebMvcConfigurer {

		@Override
		@SuppressWarnings("removal")
		public void configurePathMatch(PathMatchConfigurer configurer) {
			AntPathMatcher matcher = new AntPathMatcher();
			matcher.setCaseSensitive(false);
			configurer.setPathMatcher(matcher);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Pages.class)
	static class Everywhere implements WebMvcConfigurer {

		@Override
		public void configurePathMatch(PathMatchConfigurer configurer) {
			PathPatternParser parser = new PathPatternParser();
			parser.setCaseSensitive(false);
			configurer.setPatternParser(parser);
		}

		@Override
		public void addInterceptors(InterceptorRegistry registry) {
			registry.addInterceptor(new AsyncHandlerInterceptor() {

				@Override
				public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
					response.setHeader("X-Intercepted", "yes");
					return true;
				}

			});
		}

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route()
				.route((request) -> request.param("page").isPresent(), (request) -> ServerResponse.ok().body(THEIRS))
				.GET("/{section}/refresh", (request) -> ServerResponse.ok().body(THEIRS))
				.build();
		}

		@Bean
		SimpleUrlHandlerMapping files() {
			HttpRequestHandler handler = (request, response) -> response.getWriter().print(THEIRS);
			return new SimpleUrlHandlerMapping(Map.of("/*/verify", handler), Integer.MIN_VALUE + 1);
		}

		@Bean
		HandlerMapping anything() {
			return (request) -> null;
		}

		@Bean
		ServletRegistrationBean<HttpServlet> servlet() {
			return new ServletRegistrationBean<>(new HttpServlet() {

				@Override
				protected void service(HttpServletRequest request, HttpServletResponse response)
						throws java.io.IOException {
					response.getWriter().print(THEIRS);
				}

			}, "/files/*");
		}

		@Bean
		FilterRegistrationBean<jakarta.servlet.Filter> filter() {
			FilterRegistrationBean<jakarta.servlet.Filter> bean = new FilterRegistrationBean<>(
					(request, response, chain) -> {
						if (((HttpServletRequest) request).getMethod().equals("PATCH")) {
							response.getWriter().print(THEIRS);
							return;
						}
						chain.doFilter(request, response);
					});
			bean.addUrlPatterns("/auth/*");
			bean.setOrder(Ordered.LOWEST_PRECEDENCE);
			return bean;
		}

		@Bean
		Customizer<HttpSecurity> rulesOfTheHouse() {
			return (http) -> {
				http.httpBasic(Customizer.withDefaults());
				http.addFilterBefore((request, response, chain) -> {
					((HttpServletResponse) response).setHeader("X-Theirs", "yes");
					chain.doFilter(request, response);
				}, org.springframework.security.web.header.HeaderWriterFilter.class);
			};
		}

		@Bean
		Customizer<HeadersConfigurer<HttpSecurity>> frames() {
			return (headers) -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::disable);
		}

		@Bean
		AuthorizationManagerFactory<RequestAuthorizationContext> rules() {
			return new AuthorizationManagerFactory<>() {

				@Override
				public AuthorizationManager<RequestAuthorizationContext> permitAll() {
					return SingleResultAuthorizationManager.denyAll();
				}

			};
		}

	}

	@RestController
	static class Pages {

		@RequestMapping("/**")
		String any() {
			return THEIRS;
		}

		@GetMapping("/{page}/logout")
		String page(@PathVariable String page) {
			return THEIRS;
		}

		@RequestMapping(path = "/auth/{action}", method = { RequestMethod.GET, RequestMethod.DELETE })
		String action(@PathVariable String action) {
			return THEIRS;
		}

		String late() {
			return THEIRS;
		}

	}

}
