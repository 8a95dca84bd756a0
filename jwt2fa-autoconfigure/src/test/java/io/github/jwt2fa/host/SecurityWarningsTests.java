package io.github.jwt2fa.host;

import java.util.function.Predicate;

import io.github.jwt2fa.test.AutoConfigured;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AllAuthoritiesAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.config.annotation.authorization.EnableMultiFactorAuthentication;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * What the application leaves open without knowing is told at the start, with its name.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecurityWarningsTests {

	private static final String OPEN = "is open to everybody";

	private static final String PASSWORD = "without a second factor";

	private static final String CORS = "Name the bean corsConfigurationSource";

	private static void start(Class<?>... sources) {
		AutoConfigured.web()
			.withUserConfiguration(InMemoryData.class, Whoami.class)
			.withUserConfiguration(sources)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenAChainOfALibraryTakesAPartThenTellsThatTheRestIsOpen(CapturedOutput output) {
		start(Library.class, OddCors.class);
		assertThat(output).contains(OPEN, "[libraryChain]", "http.with(jwt2fa(), withDefaults())");
		assertThat(output).contains("CorsConfigurationSource bean apiCors", CORS).doesNotContain(PASSWORD);
	}

	@Test
	void startWhenAPasswordAloneOpensAChainThenNamesIt(CapturedOutput output) {
		start(Library.class, Passwords.class);
		assertThat(output).contains("The filter chain basicChain", "httpBasic()", "The filter chain formChain",
				"formLogin()", PASSWORD);
		assertThat(output).doesNotContain(OPEN).doesNotContain(CORS).doesNotContain("chain libraryChain");
	}

	@Test
	void startWhenEveryRuleAsksForTwoFactorsThenTellsNothing(CapturedOutput output) {
		start(Passwords.class, TwoFactors.class);
		assertThat(output).doesNotContain(OPEN).doesNotContain(PASSWORD).doesNotContain(CORS);
	}

	@Test
	void startWhenTheRuleForAllRequestsReadsThemThenTellsWhatItFinds(CapturedOutput output) {
		start(Passwords.class, TwoFactorsByPath.class);
		assertThat(output).doesNotContain(PASSWORD);
		start(Passwords.class, Unknown.class);
		assertThat(output).contains(PASSWORD);
	}

	@Test
	void startWhenTwoFactorsAreAskedForByMethodsAloneThenTellsOfPaths(CapturedOutput output) {
		start(Passwords.class, TwoFactorsByMethod.class);
		assertThat(output).contains(PASSWORD);
	}

	@Test
	void startWhenThereIsNothingToTellThenTellsNothing(CapturedOutput output) {
		start(CorsIT.Source.class, OddCors.class);
		start(CorsIT.Mvc.class, OddCors.class);
		assertThat(output).doesNotContain(OPEN).doesNotContain(PASSWORD).doesNotContain(CORS);
	}

	@Configuration(proxyBeanMethods = false)
	static class Library {

		@Bean
		@Order(1)
		SecurityFilterChain libraryChain(HttpSecurity http) {
			http.securityMatcher("/console/**");
			http.authorizeHttpRequests((requests) -> requests.anyRequest().denyAll());
			http.httpBasic(withDefaults());
			return http.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Passwords {

		@Bean
		@Order(2)
		SecurityFilterChain basicChain(HttpSecurity http) {
			http.securityMatcher("/partner/**");
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.httpBasic(withDefaults());
			http.with(jwt2fa(), withDefaults());
			return http.build();
		}

		@Bean
		@Order(3)
		SecurityFilterChain formChain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.formLogin(withDefaults());
			http.with(jwt2fa(), withDefaults());
			return http.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMultiFactorAuthentication(
			authorities = { FactorGrantedAuthority.PASSWORD_AUTHORITY, FactorGrantedAuthority.OTT_AUTHORITY })
	static class TwoFactors {

	}

	private static <T> DefaultAuthorizationManagerFactory<T> twoFactorsUnless(Predicate<T> exempt) {
		AuthorizationManager<T> both = AllAuthoritiesAuthorizationManager
			.hasAllAuthorities(FactorGrantedAuthority.PASSWORD_AUTHORITY, FactorGrantedAuthority.OTT_AUTHORITY);
		DefaultAuthorizationManagerFactory<T> factory = new DefaultAuthorizationManagerFactory<>();
		factory.setAdditionalAuthorization((who, object) -> exempt.test(object) ? null : both.authorize(who, object));
		return factory;
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoFactorsByPath {

		@Bean
		AuthorizationManagerFactory<RequestAuthorizationContext> rules() {
			return twoFactorsUnless((context) -> context.getRequest().getRequestURI().startsWith("/open/"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoFactorsByMethod {

		@Bean
		AuthorizationManagerFactory<MethodInvocation> rules() {
			return twoFactorsUnless((invocation) -> false);
		}

	}

	/**
	 * Wants more of a request than there is before the first.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Unknown {

		@Bean
		AuthorizationManagerFactory<RequestAuthorizationContext> rules() {
			return twoFactorsUnless((context) -> context.getRequest().getRemoteAddr().startsWith("10."));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OddCors {

		@Bean
		CorsConfigurationSource apiCors() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", new CorsConfiguration().applyPermitDefaultValues());
			return source;
		}

	}

}
