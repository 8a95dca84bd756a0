package io.github.jwt2fa.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is public is a promise: it is named in the guide, or it is on the list of what
 * rooms have to see of each other, which can only shrink.
 */
class PublicApiTests {

	private static final Path MODULE = Path.of("").toAbsolutePath();

	private static final Path SOURCES = MODULE.resolve("src/main/java");

	private static final Path GUIDE = MODULE.resolveSibling("src/docs");

	private static final Path INTERNAL = MODULE.resolve("src/test/resources/io/github/jwt2fa/docs/internal-types.txt");

	private static final Pattern CLASS = Pattern.compile("io\\.github\\.jwt2fa(?:\\.[a-z0-9]+)*\\.([A-Z]\\w*)");

	/** In the Javadoc of the type itself: that of its members is indented. */
	private static final Pattern SINCE = Pattern.compile("^ \\* @since \\d+\\.\\d+\\.\\d+$", Pattern.MULTILINE);

	@Test
	void typesWhenPublicThenArePromisedOrListed() {
		Set<String> unpromised = new TreeSet<>(publicTypes());
		unpromised.removeAll(promised());
		assertThat(unpromised).as("public, and neither named in the guide nor in " + INTERNAL.getFileName())
			.isEqualTo(listed());
	}

	@Test
	void typesWhenPromisedThenTellSinceWhen() {
		Set<String> without = new TreeSet<>(publicTypes());
		without.removeAll(listed());
		without.removeIf((type) -> SINCE.matcher(text(SOURCES.resolve(type.replace('.', '/') + ".java"))).find());
		assertThat(without).as("promised, and without @since in the Javadoc").isEmpty();
	}

	/**
	 * An auto-configuration is public so that it can be excluded.
	 */
	private static Set<String> publicTypes() {
		return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.importPackages("io.github.jwt2fa")
			.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass()
					&& !type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.collect(java.util.stream.Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> promised() {
		Set<String> named = new TreeSet<>();
		try (Stream<Path> files = Files.list(GUIDE)) {
			files.filter((file) -> file.toString().endsWith(".md")).forEach((file) -> {
				Matcher matcher = CLASS.matcher(text(file));
				while (matcher.find()) {
					named.add(matcher.group());
				}
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return named;
	}

	private static Set<String> listed() {
		return new TreeSet<>(
				text(INTERNAL).lines().filter((line) -> !line.isBlank() && !line.startsWith("#")).toList());
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
