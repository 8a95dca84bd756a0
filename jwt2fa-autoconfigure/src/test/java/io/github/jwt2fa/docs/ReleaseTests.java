package io.github.jwt2fa.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what makes a release against what is released.
 */
class ReleaseTests {

	private static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

	private static final Pattern USES = Pattern.compile("(?m)^[ -]*uses: *(.*)$");

	private static final String PINNED = "[\\w.-]+(/[\\w.-]+)+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+";

	private static final String OURS = "\\./\\.github/workflows/[\\w.-]+";

	@Test
	void actionsWhenUsedThenArePinnedByDigestInOneVersion() throws IOException {
		Set<String> pinned = new TreeSet<>();
		for (Path workflow : workflows()) {
			assertThat(groups(USES, Files.readString(workflow))).as(workflow.toString())
				.isNotEmpty()
				.allSatisfy((used) -> assertThat(used).matches("(%s)|(%s)".formatted(PINNED, OURS)))
				.allSatisfy((used) -> pinned.add(used));
		}
		List<String> actions = pinned.stream().map((used) -> used.replaceFirst("@.*", "")).toList();
		assertThat(actions).as("versions of an action in " + pinned).doesNotHaveDuplicates();
	}

	@Test
	void workflowsWhenTheySayNothingElseThenMayOnlyRead() throws IOException {
		for (Path workflow : workflows()) {
			assertThat(Files.readString(workflow)).as(workflow.toString())
				.containsPattern("(?m)^permissions:\n  contents: read\n\\S")
				.doesNotContain("pull_request_target");
		}
	}

	@Test
	void secretsWhenUsedThenAreDocumented() throws IOException {
		String contributing = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
		Set<String> secrets = new TreeSet<>();
		for (Path workflow : workflows()) {
			secrets.addAll(groups(Pattern.compile("secrets\\.(\\w+)"), Files.readString(workflow)));
		}
		assertThat(secrets).isNotEmpty().allSatisfy((name) -> assertThat(contributing).contains("`" + name + "`"));
	}

	@Test
	void modulesWhenPublishedThenAreInTheBom() throws IOException {
		List<String> published = new ArrayList<>();
		for (String module : groups(Pattern.compile("<module>(.*)</module>"), pom(""))) {
			String pom = pom(module);
			if (pom.contains("<published.skip>false<") && !pom.contains("<packaging>pom<")) {
				published.addAll(groups(Pattern.compile("(?m)^\t<artifactId>(.*)</artifactId>"), pom));
			}
		}
		String managed = pom("jwt2fa-bom").replaceFirst("(?s).*?<dependencyManagement>", "");
		assertThat(published).hasSizeGreaterThan(1);
		assertThat(groups(Pattern.compile("<artifactId>(jwt2fa-.*)</artifactId>"), managed))
			.containsExactlyInAnyOrderElementsOf(published);
	}

	private static String pom(String module) throws IOException {
		return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
	}

	private static List<Path> workflows() throws IOException {
		try (Stream<Path> files = Files.list(ROOT.resolve(".github/workflows"))) {
			return files.toList();
		}
	}

	private static List<String> groups(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((match) -> match.group(1)).toList();
	}

}
