package io.github.jwt2fa.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is public is a promise: the guide names it, and it tells since when.
 */
class PublicApiTests {

	private static final Path MODULE = Path.of("").toAbsolutePath();

	private static final Path SOURCES = MODULE.resolve("src/main/java");

	private static final Path PAGE = MODULE.resolveSibling("src/docs/testing.md");

	private static final Pattern PUBLIC_TYPE = Pattern
		.compile("(?m)^public (?:final )?(?:class|interface|@interface|record|enum) ");

	private static final Pattern SINCE = Pattern.compile("(?m)^ \\* @since \\d+\\.\\d+\\.\\d+$");

	@Test
	void typesWhenPublicThenAreInTheGuideAndTellSinceWhen() throws IOException {
		String page = Files.readString(PAGE);
		List<Path> sources;
		try (Stream<Path> files = Files.walk(SOURCES)) {
			sources = files.filter((file) -> file.toString().endsWith(".java")).toList();
		}
		List<Path> types = sources.stream().filter((file) -> PUBLIC_TYPE.matcher(text(file)).find()).toList();
		assertThat(types).hasSizeGreaterThan(10).allSatisfy((type) -> {
			assertThat(page).contains("`" + nameOf(type) + "`");
			assertThat(text(type)).as(nameOf(type)).containsPattern(SINCE);
		});
	}

	private static String nameOf(Path file) {
		return SOURCES.relativize(file).toString().replace('/', '.').replaceFirst("\\.java$", "");
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
