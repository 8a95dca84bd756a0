package io.github.jwt2fa.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on ASVS has each requirement of its chapters once, at its level, and names
 * tests that there are.
 */
class AsvsPageTests {

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	/**
	 * The sections of ASVS 5.0.0, and in each the levels of its requirements in their
	 * order.
	 */
	private static final Map<String, String> SECTIONS = sections("6.1 122", "6.2 111111112222", "6.3 11223333",
			"6.4 112233", "6.5 22222333", "6.6 2223", "6.7 33", "6.8 2222", "7.1 222", "7.2 1111", "7.3 22",
			"7.4 11222", "7.5 223", "7.6 22", "9.1 111", "9.2 1222", "16.1 2", "16.2 22222", "16.3 2222", "16.4 222",
			"16.5 2223");

	private static final Pattern TEST = Pattern.compile("`(\\w+)`");

	private static Map<String, String> sections(String... sections) {
		Map<String, String> levels = new LinkedHashMap<>();
		for (String section : sections) {
			String[] parts = section.split(" ");
			levels.put(parts[0], parts[1]);
		}
		return levels;
	}

	@Test
	void requirementsWhenInTheStandardThenAreOnThePageOnceAtTheirLevel() {
		List<String> expected = new ArrayList<>();
		SECTIONS.forEach((section, levels) -> {
			for (int i = 0; i < levels.length(); i++) {
				expected.add(section + "." + (i + 1) + " at level " + levels.charAt(i));
			}
		});
		assertThat(expected).hasSize(90);
		assertThat(rows().map((cells) -> cells.get(0) + " at level " + cells.get(1)))
			.containsExactlyElementsOf(expected);
	}

	@Test
	void rowsWhenReadThenSayWhoDoesWhatAndNameTestsThatThereAre() {
		Set<String> tests = tests();
		assertThat(rows()).allSatisfy((cells) -> {
			assertThat(cells).as(cells.get(0)).hasSize(6).noneMatch(String::isBlank);
			List<String> named = TEST.matcher(cells.get(5)).results().map((match) -> match.group(1)).toList();
			assertThat(cells.get(5)).as(cells.get(0))
				.isEqualTo(named.isEmpty() ? "–" : named.stream().collect(Collectors.joining("`, `", "`", "`")));
			assertThat(tests).as(cells.get(0)).containsAll(named);
		});
	}

	private static Stream<List<String>> rows() {
		return text(ROOT.resolve("src/docs/asvs.md")).lines()
			.filter((line) -> line.matches("\\| \\d.*"))
			.map((line) -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
				.map(String::strip)
				.toList());
	}

	/**
	 * Those that are run, of this module and of the sample.
	 */
	private static Set<String> tests() {
		return Stream.of("jwt2fa-autoconfigure", "jwt2fa-sample-app")
			.flatMap((module) -> files(ROOT.resolve(module + "/src/test/java")))
			.map((file) -> file.getFileName().toString())
			.filter((name) -> name.matches("\\w+(Tests|IT)\\.java"))
			.map((name) -> name.replace(".java", ""))
			.collect(Collectors.toSet());
	}

	private static Stream<Path> files(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
