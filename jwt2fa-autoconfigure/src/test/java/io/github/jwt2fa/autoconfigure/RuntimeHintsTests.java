package io.github.jwt2fa.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.web.endpoint.EndpointHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image has to be told, by an application that has all of jwt2fa on: in an
 * image nothing is found by reflection or by its name unless somebody says so.
 */
class RuntimeHintsTests {

	private static final Path SOURCES = Path.of(System.getProperty("basedir", ""), "src/main");

	private static final RuntimeHints hints = new RuntimeHints();

	@BeforeAll
	static void process() {
		hints(hints, "jwt2fa.state.store=jdbc");
		hints(hints, "jwt2fa.state.store=redis");
	}

	private static void hints(RuntimeHints hints, String store) {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(TestApplication.App.class)), new InMemoryGeneratedFiles(), hints);
		try (AnnotationConfigServletWebServerApplicationContext context = new AnnotationConfigServletWebServerApplicationContext()) {
			context.register(TestApplication.App.class);
			TestPropertyValues
				.of(store, "jwt2fa.passkey.rp-id=shop.example", "jwt2fa.passkey.login=true",
						"jwt2fa.trusted-devices.max-age=30d", "spring.mail.host=127.0.0.1")
				.applyTo(context);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
	}

	@Test
	void resourcesWhenInTheJarThenAreHinted() throws IOException {
		Path folder = SOURCES.resolve("resources/io/github/jwt2fa");
		List<String> missing;
		try (Stream<Path> files = Files.walk(folder)) {
			List<String> names = files.filter(Files::isRegularFile)
				.map((file) -> SOURCES.resolve("resources").relativize(file).toString().replace('\\', '/'))
				.toList();
			assertThat(names).hasSizeGreaterThan(30);
			missing = names.stream()
				.filter((name) -> !RuntimeHintsPredicates.resource().forResource(name).test(hints))
				.toList();
		}
		assertThat(missing).isEmpty();
		// this one comes from the guide
		assertThat(RuntimeHintsPredicates.resource().forResource("io/github/jwt2fa/openapi/openapi.yaml"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.resource().forBundle("io.github.jwt2fa.messages")).accepts(hints);
	}

	@Test
	void typesWhenLookedForByTheirNamesThenAreHinted() throws IOException {
		Set<String> names = typesLookedFor();
		assertThat(names).contains("com.zaxxer.hikari.HikariDataSource", "io.lettuce.core.RedisClient");
		assertThat(names).allSatisfy(
				(name) -> assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(name))).as(name)
					.accepts(hints));
	}

	/**
	 * All texts that look like the name of a class, in the sources that ask for one.
	 */
	private static Set<String> typesLookedFor() throws IOException {
		Pattern name = Pattern.compile("\"((?:[a-z][a-z0-9]*\\.){2,}[A-Z]\\w+)\"");
		Set<String> names = new TreeSet<>();
		try (Stream<Path> files = Files.walk(SOURCES.resolve("java"))) {
			files.filter((file) -> file.toString().endsWith(".java"))
				.map(RuntimeHintsTests::text)
				.filter((text) -> text.contains("ClassUtils.isPresent("))
				// those of annotations are asked for at the build
				.map((text) -> text.replaceAll("(?s)@\\w+\\(.*?\\)\\n", ""))
				.forEach((text) -> name.matcher(text).results().map((match) -> match.group(1)).forEach(names::add));
		}
		return names;
	}

	private static String text(Path file) {
		try {
			return Files.readString(file, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void endpointsWhenCalledBySpringMvcThenAreHinted() throws Exception {
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(
					EndpointHandler.class.getMethod("handle", HttpServletRequest.class, HttpServletResponse.class)))
			.accepts(hints);
	}

	@Test
	void propertiesWhenBoundThenAreHinted() throws Exception {
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(Jwt2faProperties.class.getDeclaredConstructors()[0])).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(Jwt2faProperties.Token.class.getDeclaredConstructors()[0])).accepts(hints);
		for (Class<?> type : List.of(Count.class, Rate.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(type.getMethod("valueOf", String.class)))
				.as(type.getName())
				.accepts(hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(TwoFactorMethod.class.getMethod("of", String.class))).accepts(hints);
	}

	@Test
	void entityWhenKeptByHibernateThenIsHinted() {
		for (String name : List.of("UserTwoFactorAuthDataEntity", "InConfiguredSchema$Binder",
				"ComparedByteByByte$Binder")) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(TypeReference.of("io.github.jwt2fa.user.jpa." + name))
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).as(name).accepts(hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(TypeReference.of("io.github.jwt2fa.user.jpa.UserTwoFactorAuthDataEntity"))
			.withMemberCategory(MemberCategory.ACCESS_DECLARED_FIELDS)).accepts(hints);
	}

	/**
	 * Of each kind there is a counter from the start.
	 */
	@Test
	void eventsWhenListedThenTheirFamilyIsHinted() {
		assertThat(RuntimeHintsPredicates.reflection().onType(TwoFactorEvent.class)).accepts(hints);
	}

	@Test
	void foreignClassesWhenAskedForWhatTheyDontTellThenAreHinted() throws Exception {
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(DaoAuthenticationProvider.class.getDeclaredMethod("getPasswordEncoder")))
			.accepts(hints);
		for (String type : List.of(ProviderManager.class.getName(),
				"org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory")) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(TypeReference.of(type))
				.withMemberCategory(MemberCategory.ACCESS_DECLARED_FIELDS)).as(type).accepts(hints);
		}
	}

}
