package io.github.jwt2fa.guest;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.jwt2fa.guest.bare.BareApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application leaves out what is optional: JPA with all that belongs to it, and mail.
 */
class BareClassPathIT {

	private static final Pattern OPTIONAL = Pattern
		.compile("persistence|hibernate|jpa|jdbc|spring-orm|spring-tx|spring-data|flyway|liquibase|mail|oauth2");

	@Test
	@Timeout(60)
	void loginWhenNothingOptionalIsOnTheClassPathThenSucceeds() throws IOException {
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !OPTIONAL.matcher(Path.of(entry).getFileName().toString()).find())
			.collect(Collectors.joining(File.pathSeparator));
		Process application = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-cp", classPath, BareApplication.class.getName(), "--server.port=0",
				"--server.address=127.0.0.1", "--spring.main.banner-mode=off", "--logging.level.root=warn",
				"--jwt2fa.secret-key=a secret key for the tests, and for them alone")
			.redirectErrorStream(true)
			.start();
		try {
			String output = new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(output).contains("The login answers 200 [");
		}
		finally {
			application.destroyForcibly();
		}
	}

}
