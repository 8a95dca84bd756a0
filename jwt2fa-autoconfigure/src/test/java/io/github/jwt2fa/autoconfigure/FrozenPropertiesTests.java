package io.github.jwt2fa.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Properties that are others at the start than they were at the build, where
 * ahead-of-time processing asked them.
 */
class FrozenPropertiesTests {

	private static Environment environment(String property, String value) {
		MockEnvironment environment = new MockEnvironment();
		return (value != null) ? environment.withProperty(property, value) : environment;
	}

	private static void start(Environment build, Environment start) {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.getBeanFactory().registerSingleton(GenericApplicationContext.ENVIRONMENT_BEAN_NAME, start);
			new FrozenProperties(FrozenProperties.in(build)).postProcessBeanFactory(context.getBeanFactory());
		}
	}

	@ParameterizedTest
	@CsvSource({ "jwt2fa.passkey.rp-id, , shop.example", "jwt2fa.passkey.rp-id, false, shop.example",
			"jwt2fa.passkey.login, , true", "jwt2fa.recovery-code-count, , 0", "jwt2fa.recovery-code-count, 5, 00",
			"jwt2fa.trusted-devices.max-age, , 30d", "jwt2fa.trusted-devices.max-age, 0, 1",
			"jwt2fa.state.store, , redis", "jwt2fa.state.store, jdbc, redis", "jwt2fa.notify-factor-changes, , false",
			"jwt2fa.notify-factor-changes, yes, off", "jwt2fa.audit.log, , true", "jwt2fa.audit.log, , on" })
	void startWhenAPropertyChangesWhichBeansThereWouldBeThenFails(String property, String one, String other) {
		for (List<Environment> both : List.of(List.of(environment(property, one), environment(property, other)),
				List.of(environment(property, other), environment(property, one)))) {
			assertThatExceptionOfType(Jwt2faConfigurationException.class)
				.isThrownBy(() -> start(both.get(0), both.get(1)))
				.withMessageContaining("The property " + property + " is ")
				.withMessageContaining("ahead of time")
				.satisfies((ex) -> assertThat(ex.action()).contains(property, "process-aot"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "jwt2fa.passkey.rp-id, ${DOMAIN:example.com}, shop.example", "jwt2fa.passkey.login, , false",
			"jwt2fa.recovery-code-count, , 8", "jwt2fa.trusted-devices.max-age, 30d, 7d",
			"jwt2fa.trusted-devices.max-age, , 0s", "jwt2fa.state.store, , MEMORY", "jwt2fa.state.store, REDIS, redis",
			"jwt2fa.notify-factor-changes, , true", "jwt2fa.notify-factor-changes, yes, on",
			"jwt2fa.code-length, , 8" })
	void startWhenNoOtherBeansWouldBeThereThenSucceeds(String property, String one, String other) {
		assertThatNoException().isThrownBy(() -> start(environment(property, one), environment(property, other)));
	}

	/**
	 * Which another test holds against the conditions.
	 */
	@Test
	void propertiesWhenDocumentedAsFrozenThenAreLookedAt() throws IOException {
		Path page = Path.of(System.getProperty("basedir", ""))
			.toAbsolutePath()
			.getParent()
			.resolve("src/docs/native.md");
		assertThat(FrozenProperties.in(new MockEnvironment()).keySet())
			.containsExactlyInAnyOrderElementsOf(Pattern.compile("(?m)^\\| `(jwt2fa\\.[a-z0-9.-]+)` \\|")
				.matcher(Files.readString(page))
				.results()
				.map((match) -> match.group(1))
				.toList());
	}

}
