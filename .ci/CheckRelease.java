import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

import org.w3c.dom.NodeList;

/**
 * Compares two builds of a release byte by byte, and holds one against what the central
 * repository asks for and what we promise. Arguments: the folder that was built, its bundle
 * and that of the other build, the version, and "unsigned" if there are no signatures.
 */
class CheckRelease {

	private static final String GROUP = "io/github/jwt2fa/";

	private final Path source;

	private final Path bundle;

	private final String version;

	private final boolean signed;

	private final List<String> faults = new ArrayList<>();

	private CheckRelease(Path source, Path bundle, String version, boolean signed) {
		this.source = source;
		this.bundle = bundle;
		this.version = version;
		this.signed = signed;
	}

	public static void main(String[] args) throws Exception {
		CheckRelease check = new CheckRelease(Path.of(args[0]), Path.of(args[1]), args[3], args.length == 4);
		int compared = check.sameAs(Path.of(args[2]));
		Set<String> published = check.published();
		for (String module : published) {
			check.module(module);
		}
		if (!check.faults.isEmpty()) {
			check.faults.forEach(System.err::println);
			System.exit(1);
		}
		System.out.println(String.join(", ", published) + ": " + compared + " files, the same in both builds"
				+ (check.signed ? ", signed" : ""));
	}

	/**
	 * Signatures are of their moment, all else is not.
	 */
	private int sameAs(Path other) throws IOException {
		Set<String> files = files(this.bundle);
		expect(files.equals(files(other)), "the builds made different files");
		for (String file : files) {
			if (Files.exists(other.resolve(file))) {
				expect(Files.mismatch(this.bundle.resolve(file), other.resolve(file)) < 0,
						file + " differs between the builds");
			}
		}
		expect(files.size() > 10, "there are hardly any files");
		return files.size();
	}

	private static Set<String> files(Path bundle) throws IOException {
		try (Stream<Path> files = Files.walk(bundle)) {
			return new TreeSet<>(files.filter(Files::isRegularFile)
				.map((file) -> bundle.relativize(file).toString())
				.filter((name) -> !name.contains(".asc"))
				.toList());
		}
	}

	/**
	 * What says that it is published, is in the bundle and in the BOM, and nothing else is.
	 */
	private Set<String> published() throws Exception {
		Set<String> expected = new TreeSet<>();
		for (String module : texts(this.source.resolve("pom.xml"), "/project/modules/module")) {
			Path pom = this.source.resolve(module).resolve("pom.xml");
			if (texts(pom, "/project/properties/published.skip").equals(List.of("false"))) {
				expected.addAll(texts(pom, "/project/artifactId"));
			}
		}
		try (Stream<Path> modules = Files.list(this.bundle.resolve(GROUP))) {
			Set<String> bundled = new TreeSet<>(modules.map((module) -> module.getFileName().toString()).toList());
			expect(bundled.equals(expected), "published is " + bundled + ", and should be " + expected);
		}
		Set<String> managed = new TreeSet<>(
				texts(file("jwt2fa-bom", ".pom"), "/project/dependencyManagement/dependencies/dependency/artifactId"));
		managed.add("jwt2fa-bom");
		expect(managed.equals(expected), "the BOM has " + managed + ", and should have " + expected);
		return expected;
	}

	private void module(String module) throws Exception {
		if (!complete(module, ".pom")) {
			return;
		}
		Path pom = file(module, ".pom");
		for (String element : List.of("name", "description", "url", "licenses/license/name", "licenses/license/url",
				"developers/developer/name", "scm/url", "scm/connection", "scm/developerConnection")) {
			expect(texts(pom, "/project/" + element).stream().anyMatch((text) -> !text.isBlank()),
					module + "'s pom has no " + element);
		}
		expect(texts(pom, "/project/version").equals(List.of(this.version)), module + " has another version");
		expect(texts(pom, "/project/scm/url").equals(texts(pom, "/project/url")), module + "'s scm is elsewhere");
		for (String element : List.of("parent", "build", "profiles", "repositories", "properties",
				"dependencies/dependency[scope='test']")) {
			expect(texts(pom, "/project/" + element).isEmpty(), module + "'s pom has " + element);
		}
		expect(!Files.readString(pom).contains("-SNAPSHOT"), module + "'s pom names a snapshot");
		if (!texts(pom, "/project/packaging").equals(List.of("pom"))) {
			for (String jar : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
				jar(module, jar);
			}
			bill(module);
		}
	}

	private void jar(String module, String suffix) throws IOException {
		if (!complete(module, suffix)) {
			return;
		}
		Path tests = this.source.resolve(module).resolve("src/test");
		String work = this.source.getParent().toString();
		String home = System.getProperty("user.home");
		// who has no home is at "/" or "?", which is in every jar
		List<String> machine = (home.length() > 2) ? List.of(work, home + "/") : List.of(work);
		try (ZipInputStream jar = new ZipInputStream(Files.newInputStream(file(module, suffix)))) {
			for (ZipEntry entry; (entry = jar.getNextEntry()) != null;) {
				String name = entry.getName();
				String java = name.replaceFirst("(\\$[^/]*)?\\.(class|html)$", ".java");
				expect(entry.isDirectory() || !Files.exists(tests.resolve("java").resolve(java)),
						module + suffix + " has a class of the tests: " + name);
				expect(!name.matches(".*(Tests|IT)\\.(class|java|html)"), module + suffix + " has a test: " + name);
				String content = new String(jar.readAllBytes(), StandardCharsets.ISO_8859_1);
				machine.forEach((path) -> expect(!content.contains(path),
						module + suffix + " has a path of this machine: " + name));
			}
		}
	}

	/**
	 * By the bill of materials the module depends on what its pom names, but for the tests:
	 * what they need may be there only if something else brings it.
	 */
	private void bill(String module) throws Exception {
		if (!complete(module, "-cyclonedx.json")) {
			return;
		}
		String purl = "\"pkg:maven/io.github.jwt2fa/" + module + "@" + this.version + "?type=jar\"";
		String direct = Files.readString(file(module, "-cyclonedx.json"))
			.replaceFirst("(?s).*\"ref\" : " + Pattern.quote(purl) + ",\\s*\"dependsOn\" : \\[(.*?)].*", "$1");
		Path pom = this.source.resolve(module).resolve("pom.xml");
		String dependency = "/project/dependencies/dependency";
		List<String> needed = purls(pom, dependency + "[not(scope='test')]");
		List<String> tests = purls(pom, dependency + "[scope='test']");
		expect(!needed.isEmpty(), module + " needs nothing");
		needed.forEach((other) -> expect(direct.contains(other), module + "'s SBOM lacks " + other));
		tests.forEach((other) -> expect(!direct.contains(other), module + "'s SBOM has " + other));
	}

	private static List<String> purls(Path pom, String dependencies) throws Exception {
		List<String> groups = texts(pom, dependencies + "/groupId");
		List<String> artifacts = texts(pom, dependencies + "/artifactId");
		return IntStream.range(0, groups.size())
			.mapToObj((i) -> "\"pkg:maven/" + groups.get(i) + "/" + artifacts.get(i) + "@")
			.toList();
	}

	/**
	 * It is there with its checksums and, if there are any, its signature.
	 */
	private boolean complete(String module, String suffix) {
		Path file = file(module, suffix);
		List<String> beside = new ArrayList<>(List.of("", ".md5", ".sha1"));
		if (this.signed) {
			beside.add(".asc");
		}
		beside.forEach((end) -> expect(Files.exists(file.resolveSibling(file.getFileName() + end)),
				"no " + file.getFileName() + end));
		return Files.exists(file);
	}

	private Path file(String module, String suffix) {
		return this.bundle.resolve(GROUP + module + "/" + this.version + "/" + module + "-" + this.version + suffix);
	}

	private void expect(boolean condition, String fault) {
		if (!condition) {
			this.faults.add(fault);
		}
	}

	private static List<String> texts(Path xml, String path) throws Exception {
		NodeList nodes = (NodeList) XPathFactory.newInstance()
			.newXPath()
			.evaluate(path, DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new ByteArrayInputStream(Files.readAllBytes(xml))), XPathConstants.NODESET);
		return IntStream.range(0, nodes.getLength()).mapToObj((i) -> nodes.item(i).getTextContent().strip()).toList();
	}

}
