package io.github.jwt2fa.host;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application registers the dispatcher servlet by itself, and has other servlets
 * below whose prefixes there is what looks like a path of ours.
 */
class OwnDispatcherIT {

	private static final String THEIRS = "theirs";

	@ParameterizedTest
	@CsvSource({ "OwnType, ''", "OwnType, /mvc", "Two, ''", "Two, /v2" })
	void servletOfTheApplicationWhenItsPathLooksLikeOursThenAsksForAToken(String registration, String prefix)
			throws ClassNotFoundException {
		Class<?> dispatcher = Class.forName(getClass().getName() + "$" + registration);
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class, Plain.class, dispatcher),
				"test.prefix=" + prefix)) {
			for (String path : List.of("/api/auth/logout", "/api/auth/logout/", "/apart/auth/logout")) {
				Answer stranger = app.client().post(path, Map.of());
				assertThat(stranger.status()).as(path + ": " + stranger).isEqualTo(401);
				assertThat(stranger.body()).doesNotContain(THEIRS);
			}
			assertThat(app.client().post(prefix + "/auth/logout", Map.of()).code()).isEqualTo("invalid");
			String codeToken = app.client()
				.post(prefix + "/auth/get-code", Map.of("username", "alice", "password", TestUsers.PASSWORD))
				.text("token");
			String access = app.client()
				.post(prefix + "/auth/auth", Map.of("code_token", codeToken, "code", app.lastCodeFor("alice")))
				.text("access");
			assertThat(app.client().bearer(access).post("/api/auth/logout", Map.of()).body()).isEqualTo(THEIRS);
			assertThat(app.client().bearer(access).post("/apart/auth/logout", Map.of()).body()).isEqualTo(THEIRS);
		}
	}

	/**
	 * Servlets that know nothing of our handlers: one that is no dispatcher, and a
	 * dispatcher of a context apart.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Plain {

		@Bean
		ServletRegistrationBean<HttpServlet> api() {
			return new ServletRegistrationBean<>(new HttpServlet() {

				@Override
				protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
					response.getWriter().print(THEIRS);
				}

			}, "/api/*");
		}

		@Bean
		ServletRegistrationBean<DispatcherServlet> apart() {
			AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
			context.register(Apart.class);
			context.setParent(new StaticApplicationContext());
			return new ServletRegistrationBean<>(new DispatcherServlet(context), "/apart/*");
		}

	}

	@RestController
	@EnableWebMvc
	static class Apart {

		@PostMapping("/auth/logout")
		String logout() {
			return THEIRS;
		}

	}

	/**
	 * Boot's registration backs off.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnType {

		@Bean
		ServletRegistrationBean<DispatcherServlet> dispatcherServletRegistration(DispatcherServlet dispatcherServlet,
				@Value("${test.prefix}") String prefix) {
			return new ServletRegistrationBean<>(dispatcherServlet, prefix.isEmpty() ? "/" : prefix + "/*");
		}

		@Bean
		DispatcherServletPath dispatcherServletPath(@Value("${test.prefix}") String prefix) {
			return () -> prefix.isEmpty() ? "/" : prefix;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Two {

		@Bean
		@Primary
		DispatcherServletRegistrationBean first(DispatcherServlet dispatcherServlet) {
			return new DispatcherServletRegistrationBean(dispatcherServlet, "/");
		}

		@Bean
		DispatcherServletRegistrationBean dispatcherServletRegistration(ApplicationContext context) {
			DispatcherServlet servlet = new DispatcherServlet();
			servlet.setApplicationContext(context);
			return new DispatcherServletRegistrationBean(servlet, "/v2");
		}

	}

}
