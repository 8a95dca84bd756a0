package io.github.jwt2fa.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.sql.DataSource;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an operator is told once, with the property that mends it.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class WarningsIT {

	private static final String FORWARDED = "has the header X-Forwarded-For";

	private static final String MEMORY = "kept in the memory of each instance";

	private static void comeThroughAProxy(TestApplication app) {
		for (int i = 0; i < 3; i++) {
			app.client().with("X-Forwarded-For", "203.0.113." + i).getCode("nobody", "wrong");
		}
	}

	@Test
	void proxyWhenItsWordIsNotTakenThenToldOnce(CapturedOutput output) {
		try (TestApplication app = TestApplication.with()) {
			app.codeTokenFor("alice");
			assertThat(output).doesNotContain(FORWARDED);
			comeThroughAProxy(app);
			assertThat(StringUtils.countOccurrencesOf(output.getAll(), FORWARDED)).isEqualTo(1);
			assertThat(output).contains("server.forward-headers-strategy=native");
		}
	}

	@Test
	void proxyWhenItsWordIsTakenThenNothingIsTold(CapturedOutput output) {
		try (TestApplication app = TestApplication.with("server.forward-headers-strategy=native")) {
			comeThroughAProxy(app);
			assertThat(output).doesNotContain(FORWARDED).doesNotContain(MEMORY);
		}
	}

	@Test
	void sampleKeyWhenOthersCanReachItThenToldAtTheStart(CapturedOutput output) throws IOException {
		String sample = Files
			.readAllLines(Path.of("..", "jwt2fa-sample-app", "src", "main", "resources", "application.properties"))
			.stream()
			.filter((line) -> line.startsWith("jwt2fa.secret-key="))
			.findFirst()
			.orElseThrow();
		for (String address : List.of("127.0.0.1", "::1", "localhost")) {
			start(sample, "--server.address=" + address);
		}
		assertThat(output).doesNotContain("The key of the sample");
		start(sample, "--server.address=0.0.0.0");
		assertThat(output).containsOnlyOnce("The key of the sample");
		start(sample);
		start("jwt2fa.secret-key=another key of the tests, as long as it has to be",
				"--jwt2fa.token.signing-key=" + sample.substring(18));
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), "The key of the sample")).isEqualTo(3);
	}

	/**
	 * Without a server: no test opens a port to everybody.
	 */
	private static void start(String key, String... arguments) {
		new SpringApplicationBuilder(NoServer.class).sources(AutoConfigured.sources())
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", key)
			.run(arguments)
			.close();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(InMemoryData.class)
	static class NoServer {

		/** Without a web each bean is made for who asks for it. */
		@Bean
		Object desk(TwoFactorLoginService login) {
			return "a desk";
		}

		@Bean
		TestUsers users() {
			return TestUsers.aliceAndBob();
		}

		@Bean
		CodeSender codeSender() {
			return (user, code) -> {
			};
		}

	}

	@Test
	void proxyWhenItsAddressIsNotInternalThenToldOnceWithItsAddress(CapturedOutput output) {
		for (String strategy : new String[] { "server.forward-headers-strategy=native",
				"spring.main.cloud-platform=kubernetes" }) {
			int before = output.getAll().length();
			try (TestApplication app = TestApplication.with(strategy,
					"server.tomcat.remoteip.internal-proxies=203.0.113.1/32")) {
				comeThroughAProxy(app);
			}
			String told = output.getAll().substring(before);
			assertThat(StringUtils.countOccurrencesOf(told, FORWARDED)).isEqualTo(1);
			assertThat(told).contains("from 127.0.0.1", "server.tomcat.remoteip.internal-proxies")
				.doesNotContain("forward-headers-strategy=native");
		}
	}

	@Test
	void proxyWhenItsWordIsTakenByAnotherHeaderThenNothingIsTold(CapturedOutput output) {
		try (TestApplication app = TestApplication.with("server.tomcat.remoteip.remote-ip-header=X-Real-IP")) {
			comeThroughAProxy(app);
			assertThat(output).doesNotContain(FORWARDED);
		}
	}

	@Test
	void memoryWhenInACloudThenToldAtTheStart(CapturedOutput output) {
		TestApplication.with("spring.main.cloud-platform=kubernetes").close();
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), MEMORY)).isEqualTo(1);
		assertThat(output).contains("jwt2fa.state.store=redis");
	}

	@Test
	void databaseWhenInACloudThenNothingIsTold(CapturedOutput output) {
		TestApplication.with("spring.main.cloud-platform=kubernetes", "jwt2fa.state.store=jdbc").close();
		assertThat(output).doesNotContain(MEMORY);
	}

	/**
	 * Something makes them later.
	 */
	@Test
	void tablesWhenMissingAndNotRequiredThenToldAtTheStart(CapturedOutput output) {
		try (TestApplication app = TestApplication.with("jwt2fa.check-tables=false", "jwt2fa.state.store=jdbc",
				"jwt2fa.jdbc.initialize-schema=never", "spring.jpa.hibernate.ddl-auto=none")) {
			assertThat(output).contains("The table jwt2fa_state is not in the database",
					"The table jwt2fa_login_session is not in the database");
			assertThat(app.getCode("alice").status()).isEqualTo(503);
			new ResourceDatabasePopulator(new ClassPathResource("io/github/jwt2fa/db/h2/R__jwt2fa_state.sql"),
					new ClassPathResource("io/github/jwt2fa/db/h2/R__jwt2fa_login_session.sql"),
					new ClassPathResource("io/github/jwt2fa/db/h2/R__jwt2fa_user_two_factor_auth_data.sql"))
				.execute(app.bean(DataSource.class));
			assertThat(app.login("alice").status()).isEqualTo(200);
		}
	}

}
