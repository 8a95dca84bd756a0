package io.github.jwt2fa.host;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.jwt2fa.host.bare.BareApplication;
import io.github.jwt2fa.host.bare.JdbcApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application leaves out what is optional: JPA with all that belongs to it, or all of
 * the database, and mail.
 */
@Tag("slow")
class BareClassPathIT {

	private static final Pattern OPTIONAL = Pattern.compile(
			"persistence|hibernate|jpa|jdbc|jooq|spring-orm|spring-tx|spring-data|flyway|liquibase|mail|oauth2|webauthn4j|cbor|actuator|boot-micrometer|micrometer-(?!obs|commons)|prometheus");

	private static final Pattern OPTIONAL_BESIDE_JDBC = Pattern.compile(
			"persistence|hibernate|jpa|jooq|spring-orm|spring-data|boot-data|flyway|liquibase|mail|oauth2|webauthn4j|cbor");

	@Test
	@Timeout(60)
	void loginWhenNothingOptionalIsOnTheClassPathThenSucceeds() throws IOException {
		assertThat(outputOf(BareApplication.class, OPTIONAL)).contains("The login answers 200 [");
	}

	/**
	 * As spring-boot-starter-jdbc brings it.
	 */
	@Test
	@Timeout(60)
	void loginWhenJdbcIsOnTheClassPathWithoutJpaThenAllIsKeptInTables() throws IOException {
		assertThat(outputOf(JdbcApplication.class, OPTIONAL_BESIDE_JDBC))
			.contains("The rows are {jwt2fa_login_session=2, jwt2fa_user_two_factor_auth_data=1}");
	}

	private static String outputOf(Class<?> main, Pattern leftOut) throws IOException {
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !leftOut.matcher(Path.of(entry).getFileName().toString()).find())
			.collect(Collectors.joining(File.pathSeparator));
		Process application = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-cp", classPath, main.getName(), "--server.port=0", "--server.address=127.0.0.1",
				"--spring.main.banner-mode=off", "--logging.level.root=warn",
				"--jwt2fa.secret-key=a secret key for the tests, and for them alone")
			.redirectErrorStream(true)
			.start();
		try {
			return new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		finally {
			application.destroyForcibly();
		}
	}

}
