package io.github.jwt2fa.host.aot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.jwt2fa.host.NoDatabase;
import io.github.jwt2fa.host.bare.BareApplication;
import io.github.jwt2fa.host.bare.JdbcApplication;
import io.github.jwt2fa.host.plain.PlainApplication;
import io.github.jwt2fa.test.TestRedis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that were processed ahead of time, each in a process of its own: all of
 * the tour works, by whatever the application offers.
 */
@Tag("aot")
@Timeout(180)
class ProcessedApplicationIT {

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	private static final String KEY = "--jwt2fa.secret-key=a secret key for the tests, and for them alone";

	private static final String USERS = Guest.Users.class.getName();

	private static final String ALL = "[code-sender, totp, trusted-device, recovery-code, passkey, refresh, logout, "
			+ "offered [totp, passkey, recovery-code]]";

	private static final String TABLES = "[code-sender, totp, recovery-code, refresh, logout, offered [totp, recovery-code]]";

	@TempDir
	private Path folder;

	@Test
	void tourWhenAllIsOnThenIsTaken() throws IOException {
		List<String> properties = guest(PlainApplication.class.getName() + "," + USERS,
				"spring.jpa.hibernate.ddl-auto=create-drop", "jwt2fa.state.store=jdbc", "jwt2fa.passkey.login=true",
				"jwt2fa.passkey.rp-id=shop.example", "jwt2fa.trusted-devices.max-age=30d", "jwt2fa.audit.log=true",
				"logging.level.io.github.jwt2fa.audit=info", "jwt2fa.metrics.session-count-interval=1h");
		ProcessedApplication application = process(properties);
		assertThat(application.run(started(properties))).contains("The stations are " + ALL)
			.contains("event=login-succeeded at=")
			.doesNotContain("could not be measured");

		properties.remove("--jwt2fa.trusted-devices.max-age=30d");
		assertThat(application.run(started(properties))).contains("APPLICATION FAILED TO START",
				"The property jwt2fa.trusted-devices.max-age is 0s, and was longer than 0s");
	}

	@Test
	void tourWhenDatabaseAndRedisAreMarkedThenIsTaken() throws IOException {
		try (TestRedis redis = new TestRedis()) {
			String shop = "io.github.jwt2fa.docs.shop.";
			assertThatTourIs(TABLES,
					PlainApplication.class.getName() + "," + USERS + "," + shop + "LoginDatabase," + shop
							+ "LoginRedis",
					"login.datasource.url=jdbc:h2:mem:login;DB_CLOSE_DELAY=-1", "login.redis.port=" + redis.port(),
					"jwt2fa.state.store=redis");
		}
	}

	@Test
	void tourWhenThereIsNoDatabaseAndBeansAreLazyThenIsTaken() throws IOException {
		assertThatTourIs("[code-sender, totp, refresh, logout, offered [totp]]",
				NoDatabase.class.getName() + "," + USERS, "spring.main.lazy-initialization=true");
	}

	@Test
	void tourWhenTheDatabaseIsAskedByJooqThenIsTaken() throws IOException {
		assertThatTourIs(TABLES, "io.github.jwt2fa.host.JooqIT$Books," + USERS);
	}

	@Test
	void tourWhenUsersAreEntitiesAndOpenInViewIsOnThenIsTaken() throws IOException {
		assertThatTourIs(TABLES, "io.github.jwt2fa.host.openinview.OpenInViewIT$App",
				"spring.jpa.hibernate.ddl-auto=create-drop",
				"guest.sql=insert into account (name, password) values ('alice', '{noop}correct horse battery staple')");
	}

	@Test
	void startWhenThereIsNoWebThenNeedsNothing() throws IOException {
		assertThatTourIs("[]", NoDatabase.class.getName(), "spring.main.web-application-type=none");
	}

	@Test
	void startWhenTheOnlyUserIsTheOneThatBootGeneratesThenFails() throws IOException {
		List<String> properties = guest(NoDatabase.class.getName(), "spring.security.user.name=someone");
		assertThat(process(properties).run(started(properties))).contains("APPLICATION FAILED TO START",
				"Spring Boot generates for development");
	}

	@Test
	void loginWhenNothingOptionalIsOnTheClassPathThenSucceeds() throws IOException {
		assertThat(outputOf(BareApplication.class,
				"persistence|hibernate|jpa|jdbc|jooq|spring-orm|spring-tx|spring-data|flyway|liquibase|mail|oauth2|webauthn4j|cbor"))
			.contains("The login answers 200 [");
	}

	@Test
	void loginWhenJdbcIsOnTheClassPathWithoutJpaThenAllIsKeptInTables() throws IOException {
		assertThat(outputOf(JdbcApplication.class,
				"persistence|hibernate|jpa|jooq|spring-orm|spring-data|boot-data|flyway|liquibase|mail|oauth2|webauthn4j|cbor"))
			.contains("The rows are {jwt2fa_login_session=2, jwt2fa_user_two_factor_auth_data=1}");
	}

	private String outputOf(Class<?> main, String leftOut) throws IOException {
		Pattern pattern = Pattern.compile(leftOut);
		String classPath = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
			.filter((entry) -> !pattern.matcher(Path.of(entry).getFileName().toString()).find())
			.collect(Collectors.joining(File.pathSeparator));
		List<String> properties = properties();
		return ProcessedApplication.of(main, classPath, this.folder, properties).run(started(properties));
	}

	private void assertThatTourIs(String stations, String sources, String... more) throws IOException {
		List<String> properties = guest(sources, more);
		assertThat(process(properties).run(started(properties))).contains("The stations are " + stations);
	}

	private ProcessedApplication process(List<String> properties) throws IOException {
		return ProcessedApplication.of(Guest.class, CLASS_PATH, this.folder, properties);
	}

	private static List<String> guest(String sources, String... more) {
		List<String> properties = properties();
		properties.addAll(List.of("--guest.sources=" + sources, "--spring.mail.host=127.0.0.1",
				"--spring.datasource.url=jdbc:h2:mem:guest;DB_CLOSE_DELAY=-1",
				"--jwt2fa.email-sender-from-address=login@example.com", "--jwt2fa.code-token-throttle-rate=none"));
		Arrays.stream(more).map("--"::concat).forEach(properties::add);
		return properties;
	}

	private static List<String> properties() {
		return new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off",
				"--logging.level.root=warn"));
	}

	/**
	 * The key is for the start alone.
	 */
	private static List<String> started(List<String> properties) {
		List<String> all = new ArrayList<>(properties);
		all.add(KEY);
		return all;
	}

}
