package io.github.jwt2fa.web;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.jwt2fa.host.NoDatabase;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * No resource bundle is looked for in a language that nobody knows: Java would remember
 * that there is none. Requests are observed by Micrometer.
 */
class LanguagesOfStrangersIT {

	private static final BundleLoader loader = new BundleLoader(LanguagesOfStrangersIT.class.getClassLoader());

	@AutoClose
	private static TestApplication app;

	@BeforeAll
	static void start() {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(loader);
		try {
			app = TestApplication.with(List.of(TestApplication.App.class, NoDatabase.class, Methods.class),
					"spring.messages.basename=io.github.jwt2fa.web.odd-messages");
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/me", "/nowhere", "/reports", "/auth/verify/", "/auth/totp/setup/" })
	void requestWhenLanguageIsUnknownThenNoBundleIsLookedForInIt(String path) {
		loader.bundles.clear();
		// each path has its own: what was looked for once is not looked for again
		String odd = "odd" + Integer.toHexString(path.hashCode()).substring(0, 4);
		for (String language : List.of("pl-$", "pl-Latn-$", "pl-PL-$", "pl-$-u-ca-$", "pl-x-$", "pl-u-ca-$")) {
			assertThat(app.client().with("Accept-Language", language.replace("$", odd)).get(path).status()).isIn(401,
					405);
		}
		assertThat(loader.bundles).noneMatch((name) -> name.toLowerCase(Locale.ROOT).contains(odd));
	}

	/**
	 * What message sources look for bundles in.
	 */
	private static final class BundleLoader extends ClassLoader {

		private final Queue<String> bundles = new ConcurrentLinkedQueue<>();

		private BundleLoader(ClassLoader parent) {
			super(parent);
		}

		@Override
		public InputStream getResourceAsStream(String name) {
			if (name.endsWith(".properties")) {
				this.bundles.add(name);
			}
			return super.getResourceAsStream(name);
		}

	}

	/**
	 * An application that says at its methods who may call them.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	@Import(Reports.class)
	static class Methods {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(rules) -> rules.requestMatchers("/reports").permitAll().anyRequest().authenticated())
				.with(jwt2fa(), withDefaults())
				.build();
		}

	}

	@RestController
	static class Reports {

		@GetMapping("/reports")
		@PreAuthorize("hasRole('ADMIN')")
		String reports() {
			return "secret";
		}

	}

}
