package io.github.jwt2fa.host;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AllAuthoritiesAuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationProvider;
import org.springframework.security.web.authentication.preauth.RequestHeaderAuthenticationFilter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * A request that proves by two filters who sends it: by what a proxy tells of a
 * certificate, or by the session of a form login, and by an access token.
 */
class TwoProofsIT {

	@AutoClose
	private static final TestApplication app = TestApplication
		.with(List.of(NoDatabase.class, TestApplication.Events.class, Chain.class));

	private static Answer get(String path, String certificate) {
		return app.loggedIn("alice").with("X-Certificate-Of", certificate).get(path);
	}

	@Test
	void factorsWhenOfTheSameNameThenBothAreThere() {
		Answer both = get("/who", "alice");
		assertThat(both.text("type")).isEqualTo("AccessTokenAuthentication");
		assertThat(both.text("authorities")).contains("ROLE_USER", "FACTOR_PASSWORD", "FACTOR_OTT", "FACTOR_X509",
				"ROLE_TERMINAL");
		assertThat(get("/by-both", "alice").status()).isEqualTo(200);
	}

	@Test
	void factorsWhenOfAnotherNameThenTheTokenAloneCounts() {
		Answer both = get("/who", "bob");
		assertThat(both.text("name")).isEqualTo("alice");
		assertThat(both.text("authorities")).contains("FACTOR_PASSWORD", "FACTOR_OTT")
			.doesNotContain("FACTOR_X509", "ROLE_TERMINAL");
		assertThat(get("/by-both", "bob").code()).isEqualTo("permission_denied");
	}

	@Test
	void factorsWhenOfOneFilterThenNothingIsAdded() {
		Answer byCertificate = app.client().with("X-Certificate-Of", "alice").get("/who");
		assertThat(byCertificate.text("type")).isEqualTo("PreAuthenticatedAuthenticationToken");
		Answer byToken = app.loggedIn("alice").get("/who");
		assertThat(byToken.text("authorities")).doesNotContain("FACTOR_X509");
	}

	@Test
	void tokenWhenBadThenTheOtherProofDoesNotHelp() {
		Answer answer = app.client().bearer("garbage").with("X-Certificate-Of", "alice").get("/who");
		assertThat(answer.code()).isEqualTo("token_not_valid");
	}

	/**
	 * The certificate is still there after a new login, which alone would not be enough.
	 */
	@Test
	void challengeWhenAFactorIsMissingThenTheOtherProofCounts() {
		Answer answer = get("/by-app-and-certificate", "alice");
		assertThat(answer.code()).isEqualTo("insufficient_user_authentication");
		assertThat(answer.header("WWW-Authenticate")).contains("acr_values=\"FACTOR_TOTP\"");
		assertThat(get("/by-app-and-certificate", "bob").code()).isEqualTo("permission_denied");
	}

	@Test
	void sessionWhenOfTheSameNameThenItsFactorsAreAddedForThisRequestAlone() {
		String session = formLogin("alice");
		String access = app.login("alice").text("access");
		Answer both = app.client().bearer(access).with("Cookie", session).get("/who");
		assertThat(both.text("type")).isEqualTo("AccessTokenAuthentication");
		assertThat(both.text("authorities")).contains("FACTOR_PASSWORD", "FACTOR_OTT");
		Answer after = app.client().with("Cookie", session).get("/who");
		assertThat(after.text("type")).isEqualTo("UsernamePasswordAuthenticationToken");
		assertThat(after.text("authorities")).doesNotContain("FACTOR_OTT");

		String ofBob = formLogin("bob");
		assertThat(app.client().bearer(access).with("Cookie", ofBob).get("/who").text("name")).isEqualTo("alice");
		assertThat(app.client().with("Cookie", ofBob).get("/who").text("name")).isEqualTo("bob");
	}

	private static String formLogin(String username) {
		String form = "username=" + username + "&password="
				+ URLEncoder.encode(TestUsers.PASSWORD, StandardCharsets.UTF_8);
		Answer answer = app.client().post("/login", "application/x-www-form-urlencoded", form);
		String cookie = answer.header("Set-Cookie");
		return cookie.substring(0, cookie.indexOf(';'));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Who.class)
	static class Chain {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.requestMatchers("/by-both")
				.access(AllAuthoritiesAuthorizationManager.hasAllAuthorities("FACTOR_OTT", "FACTOR_X509"))
				.requestMatchers("/by-app-and-certificate")
				.access(AllAuthoritiesAuthorizationManager.hasAllAuthorities("FACTOR_TOTP", "FACTOR_X509"))
				.anyRequest()
				.authenticated());
			http.csrf(CsrfConfigurer::disable);
			http.formLogin(withDefaults());
			http.addFilter(certificates());
			http.with(jwt2fa(), withDefaults());
			return http.build();
		}

		private static RequestHeaderAuthenticationFilter certificates() {
			PreAuthenticatedAuthenticationProvider provider = new PreAuthenticatedAuthenticationProvider();
			provider.setPreAuthenticatedUserDetailsService((token) -> User.withUsername(token.getName())
				.password("")
				.authorities(new SimpleGrantedAuthority("ROLE_TERMINAL"),
						FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.X509_AUTHORITY))
				.build());
			RequestHeaderAuthenticationFilter filter = new RequestHeaderAuthenticationFilter();
			filter.setPrincipalRequestHeader("X-Certificate-Of");
			filter.setExceptionIfHeaderMissing(false);
			filter.setAuthenticationManager(new ProviderManager(provider));
			return filter;
		}

	}

	@RestController
	static class Who {

		@GetMapping({ "/who", "/by-both", "/by-app-and-certificate" })
		Map<String, Object> who(Authentication authentication) {
			List<String> authorities = authentication.getAuthorities()
				.stream()
				.map(GrantedAuthority::getAuthority)
				.sorted()
				.toList();
			return Map.of("name", authentication.getName(), "type", authentication.getClass().getSimpleName(),
					"authorities", String.join(" ", authorities));
		}

	}

}
