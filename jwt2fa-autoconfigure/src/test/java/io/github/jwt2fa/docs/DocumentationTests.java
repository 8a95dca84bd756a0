package io.github.jwt2fa.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.response.ErrorResponses;
import io.github.jwt2fa.response.LanguageNegotiation;
import io.github.jwt2fa.message.Languages;
import io.github.jwt2fa.web.endpoint.Endpoint;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the guide against the code: nothing undocumented, nothing documented that is not
 * there.
 */
class DocumentationTests {

	private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

	private static final Path ROOT = MODULE.getParent();

	private static final Path GUIDE = ROOT.resolve("src/docs");

	private static final Path EXAMPLES = MODULE.resolve("src/test/java/io/github/jwt2fa/docs");

	/** Where properties lie that a page shows. */
	private static final Path RESOURCES = MODULE.resolve("src/test/resources");

	private static final Pattern EXAMPLE = Pattern
		.compile("<!-- example: ([\\w-]+\\.(?:java|properties))#([\\w-]+) -->");

	private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]+\\]\\(([^)\\s]+)\\)");

	private static final long MAX_PICTURE_BYTES = 200_000;

	private static final Pattern JAVA_BLOCK = Pattern.compile("\\s*(`{3,}|~{3,})\\s*java\\b.*",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern PROPERTY = Pattern
		.compile("(?<![\\w./-])jwt2fa(?:\\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)+(\\.\\*)?");

	private static final Pattern CLASS = Pattern.compile("io\\.github\\.jwt2fa(?:\\.[a-z0-9]+)*(?:\\.[A-Z]\\w*)+");

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	private static final Pattern CURL = Pattern.compile("curl [^\\n]*?http://localhost:8080(/[^\\s\"';]*)");

	private static final Pattern SHOWN_SETTING = Pattern.compile("(?m)^(jwt2fa\\.[a-z0-9.-]+)=(\\S+)$");

	private static final Pattern TYPED_SETTING = Pattern.compile("--(jwt2fa\\.[a-z0-9.-]+)=([^\\s\"]+)");

	/** The public keys have a place that everybody knows. */
	private static final Function<Endpoint, String> PATH_BY_DEFAULT = (endpoint) -> (endpoint == Endpoint.JWKS)
			? endpoint.path() : "/auth" + endpoint.path() + "/";

	/** What beans.md describes besides the beans that step back for the application's. */
	private static final Set<String> OTHER_BEANS = Set.of("EmailUserDetails", "AuthTokenCustomizer",
			"TwoFactorMethodHandler", "AccessTokenResolver", "jwt2faJwkSource", "jwt2faClock");

	@Test
	void examplesWhenShownThenAreTheTestedOnes() {
		List<String> faults = new ArrayList<>();
		Set<String> shown = new TreeSet<>();
		markdown().forEach((file) -> {
			List<String> lines = lines(file);
			for (int i = 0; i < lines.size(); i++) {
				Matcher example = EXAMPLE.matcher((i > 0) ? lines.get(i - 1) : "");
				if (example.matches() || JAVA_BLOCK.matcher(lines.get(i)).matches()) {
					String where = ROOT.relativize(file) + ":" + (i + 1);
					if (!example.matches()) {
						faults.add(where + " has no comment that names its example");
					}
					else {
						String name = example.group(1) + "#" + example.group(2);
						shown.add(name);
						if (!block(lines, i).equals(tagged().get(name))) {
							faults.add(where + " is not " + name + ", which is:\n" + tagged().get(name));
						}
					}
				}
			}
		});
		tagged().keySet()
			.stream()
			.filter((name) -> !shown.contains(name))
			.forEach((name) -> faults.add(name + " is not shown"));
		assertThat(faults).isEmpty();
	}

	@Test
	void settingsWhenInMetadataThenAreDocumentedWithTheirDefault() {
		Map<String, String> documented = new LinkedHashMap<>();
		rows(GUIDE.resolve("settings.md")).forEach((cells) -> {
			String name = code(cells.get(0));
			if (name != null && name.startsWith("jwt2fa.")) {
				assertThat(documented.put(name, cells.get(1))).as(name + " is described once").isNull();
				assertThat(cells).as(name).hasSize(4).allSatisfy((cell) -> assertThat(cell).isNotBlank());
			}
		});
		assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(properties().keySet());
		properties().forEach((name, value) -> {
			if (value != null) {
				assertThat(documented.get(name)).as("default of " + name).isEqualTo("`" + value + "`");
			}
			else {
				assertThat(documented.get(name)).as("default of " + name)
					.doesNotContain("`" + "`")
					.doesNotStartWith("`");
			}
		});
	}

	@Test
	void settingsWhenInReadmeThenHaveTheDefaultOfTheGuide() {
		Map<String, String> guide = new LinkedHashMap<>();
		rows(GUIDE.resolve("settings.md")).forEach((cells) -> guide.put(cells.get(0), cells.get(1)));
		List<List<String>> settings = rows(ROOT.resolve("README.md"))
			.filter((cells) -> cells.get(0).startsWith("`jwt2fa."))
			.toList();
		assertThat(settings).isNotEmpty()
			.allSatisfy((cells) -> assertThat(cells.get(1)).as(cells.get(0)).isEqualTo(guide.get(cells.get(0))));
	}

	/**
	 * Ahead-of-time processing freezes them.
	 */
	@Test
	void settingsWhenTheyDecideOverBeansThenAreDocumentedAsFrozen() throws Exception {
		Set<String> expected = new TreeSet<>();
		PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
		CachingMetadataReaderFactory readers = new CachingMetadataReaderFactory(resources);
		for (Resource resource : resources.getResources("classpath*:io/github/jwt2fa/**/*.class")) {
			AnnotationMetadata type = readers.getMetadataReader(resource).getAnnotationMetadata();
			if (type.getClassName().matches(".*(Test|IT|[.$]docs[.$]).*")) {
				continue;
			}
			Stream
				.concat(type.getAnnotations().stream(),
						type.getDeclaredMethods().stream().flatMap((method) -> method.getAnnotations().stream()))
				.filter((annotation) -> annotation.getType()
					.getSimpleName()
					.matches("ConditionalOn(Flag|(Boolean)?Property)"))
				.flatMap((
						annotation) -> Stream.of("name", "value").map(annotation.asMap()::get).filter(Objects::nonNull))
				.flatMap((names) -> (names instanceof String[] several) ? Arrays.stream(several)
						: Stream.of((String) names))
				.filter((name) -> name.startsWith("jwt2fa."))
				.forEach(expected::add);
		}
		// asked for by a condition of its own, since 00 is 0 too
		expected.add("jwt2fa.recovery-code-count");
		expected.add("jwt2fa.trusted-devices.max-age");
		assertThat(expected).contains("jwt2fa.state.store");
		assertThat(rows(GUIDE.resolve("native.md")).map((cells) -> code(cells.get(0))).filter(Objects::nonNull))
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	@Test
	void propertiesWhenNamedThenExist() {
		Set<String> names = new TreeSet<>(properties().keySet());
		names.addAll(messageCodes());
		// metrics, which a test of theirs holds against those that there are
		rows(GUIDE.resolve("monitoring.md")).map((cells) -> code(cells.get(0)))
			.filter(Objects::nonNull)
			.forEach(names::add);
		List<String> faults = new ArrayList<>();
		markdown().forEach((file) -> matches(PROPERTY, text(file)).forEach((match) -> {
			String name = match.group();
			boolean exists = (match.group(1) != null)
					? names.stream().anyMatch((other) -> other.startsWith(name.substring(0, name.length() - 1)))
					: names.contains(name);
			if (!exists) {
				faults.add(ROOT.relativize(file) + " names " + name);
			}
		}));
		assertThat(faults).isEmpty();
	}

	@Test
	void beansWhenReplaceableThenAreDocumented() {
		Set<String> expected = new TreeSet<>(OTHER_BEANS);
		String guide = text(GUIDE.resolve("beans.md"));
		replaceable().forEach((type) -> {
			expected.add(type.getSimpleName());
			assertThat(guide).contains("`" + type.getName() + "`");
		});
		Map<String, String> sections = new LinkedHashMap<>();
		for (String section : guide.split("(?m)^## ", -1)) {
			String title = code(section.lines().findFirst().orElse(""));
			if (title != null) {
				sections.put(title, section);
			}
		}
		assertThat(sections.keySet()).containsExactlyInAnyOrderElementsOf(expected);
		sections.forEach((title, section) -> assertThat(section).as(title).contains("```java"));
	}

	@Test
	void classesWhenNamedThenExist() {
		List<String> faults = new ArrayList<>();
		markdown().forEach((file) -> matches(CLASS, text(file)).forEach((match) -> {
			if (!exists(match.group())) {
				faults.add(ROOT.relativize(file) + " names " + match.group());
			}
		}));
		assertThat(faults).isEmpty();
	}

	@Test
	void errorsWhenInTheEnumThenAreDocumentedWithTheirStatus() {
		StaticMessageSource messages = new StaticMessageSource();
		messages.setUseCodeAsDefaultMessage(true);
		ErrorResponses responses = new ErrorResponses(messages,
				new LanguageNegotiation(new Languages(Set::of), () -> null));
		Map<String, String> expected = new LinkedHashMap<>();
		for (TwoFactorError error : TwoFactorError.values()) {
			int status = responses.toResponse(error, new MockHttpServletRequest()).status();
			expected.put(error.code(), String.valueOf(status));
		}
		Map<String, String> documented = new LinkedHashMap<>();
		rows(GUIDE.resolve("errors.md")).forEach((cells) -> {
			String name = code(cells.get(0));
			if (name != null && cells.get(1).matches("[1-5][0-9]{2}")) {
				documented.put(name, cells.get(1));
			}
		});
		assertThat(documented).containsExactlyInAnyOrderEntriesOf(expected);
	}

	@Test
	void eventsWhenInTheFamilyThenAreDocumented() {
		String guide = text(GUIDE.resolve("events.md"));
		for (Class<?> event : TwoFactorEvent.class.getPermittedSubclasses()) {
			assertThat(guide).contains("| `" + event.getSimpleName() + "` |");
			Arrays.stream(event.getRecordComponents())
				.forEach((component) -> assertThat(row(GUIDE.resolve("events.md"), event.getSimpleName()))
					.as(event.getSimpleName())
					.contains("`" + component.getName() + "`"));
		}
		for (Class<?> event : TwoFactorEvent.class.getPermittedSubclasses()) {
			for (Class<?> nested : event.getDeclaredClasses()) {
				assertThat(nested.getEnumConstants())
					.allSatisfy((constant) -> assertThat(guide).contains("| `" + constant + "` |"));
			}
		}
	}

	@Test
	void noticesWhenInTheMessagesThenAreDocumented() {
		Set<String> documented = new TreeSet<>();
		rows(GUIDE.resolve("mail.md")).map((cells) -> code(cells.get(0)))
			.filter((name) -> name != null && name.startsWith("jwt2fa.notice."))
			.forEach(documented::add);
		assertThat(documented).isNotEmpty()
			.containsExactlyInAnyOrderElementsOf(
					messageCodes().stream().filter((name) -> name.startsWith("jwt2fa.notice.")).toList());
	}

	@Test
	void endpointsWhenInTheEnumThenAreInTheIndex() {
		Set<String> documented = new TreeSet<>();
		rows(GUIDE.resolve("README.md")).map((cells) -> code(cells.get(0)))
			.filter((name) -> name != null && name.matches("(GET|POST) .*"))
			.forEach((name) -> documented.add(name.replaceFirst(".* ", "")));
		assertThat(documented)
			.containsExactlyInAnyOrderElementsOf(Arrays.stream(Endpoint.values()).map(PATH_BY_DEFAULT).toList());
	}

	@Test
	void endpointsWhenAskedByCurlThenExist() {
		Set<String> endpoints = new TreeSet<>(Arrays.stream(Endpoint.values()).map(PATH_BY_DEFAULT).toList());
		List<String> asked = markdown().flatMap((file) -> matches(CURL, text(file)).stream())
			.map((match) -> match.group(1))
			.filter((path) -> path.startsWith("/auth/") || path.startsWith("/.well-known/"))
			.toList();
		assertThat(asked).hasSizeGreaterThan(10).allSatisfy((path) -> assertThat(endpoints).contains(path));
	}

	@Test
	void setUpsWhenShownThenTheirSettingsAreThoseOfTheCommandLine() {
		for (String page : List.of("setup-totp-required.md", "setup-optional-2fa.md")) {
			Map<String, String> shown = settings(SHOWN_SETTING, page);
			Map<String, String> typed = settings(TYPED_SETTING, page);
			assertThat(typed).as(page).isNotEmpty();
			Map<String, String> expected = new LinkedHashMap<>(shown);
			// what is the default anyway need not be typed
			expected.keySet().removeIf((name) -> shown.get(name).equals(properties().get(name)));
			assertThat(typed).as(page).isEqualTo(expected);
		}
	}

	private static Map<String, String> settings(Pattern pattern, String page) {
		Map<String, String> settings = new LinkedHashMap<>();
		matches(pattern, text(GUIDE.resolve(page))).forEach((match) -> settings.put(match.group(1), match.group(2)));
		return settings;
	}

	@Test
	void linksWhenRelativeThenResolve() {
		List<String> faults = new ArrayList<>();
		markdown().forEach((file) -> matches(LINK, text(file)).forEach((match) -> {
			String link = match.group(1);
			if (!link.matches("[a-z]+:.*") && !resolves(file, link)) {
				faults.add(ROOT.relativize(file) + " links to " + link);
			}
		}));
		assertThat(faults).isEmpty();
	}

	/**
	 * They are loaded by everyone who opens the page.
	 */
	@Test
	void picturesWhenKeptThenAreShownAndSmall() throws IOException {
		Set<Path> shown = new LinkedHashSet<>();
		markdown().forEach((file) -> matches(PICTURE, text(file))
			.forEach((match) -> shown.add(file.resolveSibling(match.group(1)).normalize())));
		assertThat(shown).contains(GUIDE.resolve("images/page.png"))
			.containsAll(files(GUIDE.resolve("images"), "").filter(Files::isRegularFile).toList());
		for (Path picture : shown) {
			assertThat(picture).hasExtension("png");
			assertThat(Files.size(picture)).as(picture.toString()).isLessThan(MAX_PICTURE_BYTES);
			assertThat(ImageIO.read(picture.toFile())).as(picture.toString()).isNotNull();
		}
	}

	@Test
	void pagesWhenInTheGuideThenAreInItsIndex() {
		String index = text(GUIDE.resolve("README.md"));
		markdown().filter((file) -> file.startsWith(GUIDE) && !file.endsWith("README.md"))
			.forEach((file) -> assertThat(index).contains("](" + GUIDE.relativize(file) + ")"));
	}

	private static boolean resolves(Path from, String link) {
		String[] parts = link.split("#", 2);
		Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
		if (!Files.exists(target)) {
			return false;
		}
		return parts.length == 1 || lines(target).stream()
			.filter((line) -> line.matches("#{1,6} .*"))
			.map((line) -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
			.map((title) -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
			.anyMatch(parts[1]::equals);
	}

	private static Stream<Path> markdown() {
		List<Path> found = files(ROOT, ".md")
			.filter((file) -> !ROOT.relativize(file).toString().matches("(.*/)?(target|node_modules|\\.git)/.*"))
			.toList();
		assertThat(found).hasSizeGreaterThan(5);
		return found.stream();
	}

	private static String block(List<String> lines, int fence) {
		List<String> block = new ArrayList<>();
		for (int i = fence + 1; !lines.get(i).strip().equals("```"); i++) {
			block.add(lines.get(i));
		}
		return String.join("\n", block);
	}

	/**
	 * The tagged regions of all examples, without the indentation that they have in
	 * common.
	 */
	private static Map<String, String> tagged() {
		Map<String, String> regions = new LinkedHashMap<>();
		Pattern region = Pattern.compile("[ \\t]*(?://|#) tag::([\\w-]+)\\[]\\n(.*?)\\n[ \\t]*(?://|#) end::\\1\\[]",
				Pattern.DOTALL);
		Stream.concat(files(EXAMPLES, ".java"), files(RESOURCES, ".properties"))
			.filter((file) -> !file.endsWith("DocumentationTests.java"))
			.forEach((file) -> matches(region, text(file)).forEach(
					(match) -> regions.put(file.getFileName() + "#" + match.group(1), withoutIndent(match.group(2)))));
		return regions;
	}

	private static Stream<Path> files(Path folder, String ending) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(ending)).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String withoutIndent(String region) {
		return region.stripIndent().stripTrailing();
	}

	/**
	 * The tables' rows of a page.
	 */
	private static Stream<List<String>> rows(Path page) {
		return lines(page).stream()
			.filter((line) -> line.startsWith("| ") && line.endsWith(" |"))
			.map((line) -> Arrays.stream(line.substring(1, line.length() - 1).split("(?<!\\\\)\\|", -1))
				.map(String::strip)
				.toList());
	}

	private static String row(Path page, String name) {
		return rows(page).filter((cells) -> name.equals(code(cells.get(0))))
			.map(Object::toString)
			.findFirst()
			.orElseThrow();
	}

	private static String code(String cell) {
		return cell.matches("`[^`]+`") ? cell.substring(1, cell.length() - 1) : null;
	}

	private static List<MatchResult> matches(Pattern pattern, String text) {
		return pattern.matcher(text).results().toList();
	}

	private static boolean exists(String name) {
		for (String binary = name;;) {
			try {
				Class.forName(binary, false, DocumentationTests.class.getClassLoader());
				return true;
			}
			catch (ClassNotFoundException ex) {
				int dot = binary.lastIndexOf('.');
				if (dot < 0 || !Character.isUpperCase(binary.charAt(binary.lastIndexOf('.', dot - 1) + 1))) {
					return false;
				}
				binary = binary.substring(0, dot) + "$" + binary.substring(dot + 1);
			}
		}
	}

	/**
	 * The interfaces of ours whose beans step back for the application's.
	 */
	private static Set<Class<?>> replaceable() {
		Set<Class<?>> configurations = new LinkedHashSet<>();
		ImportCandidates.load(AutoConfiguration.class, TwoFactorMethod.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.github.jwt2fa."))
			.forEach((name) -> collect(load(name), configurations));
		Set<Class<?>> types = new LinkedHashSet<>();
		for (Class<?> configuration : configurations) {
			add(configuration.getAnnotation(ConditionalOnMissingBean.class), null, types);
			for (Method method : configuration.getDeclaredMethods()) {
				add(method.getAnnotation(ConditionalOnMissingBean.class), method.getReturnType(), types);
			}
		}
		types.removeIf((type) -> !type.isInterface() || !type.getName().startsWith("io.github.jwt2fa."));
		assertThat(types).hasSizeGreaterThan(5);
		return types;
	}

	private static void collect(Class<?> configuration, Set<Class<?>> configurations) {
		if (configurations.add(configuration)) {
			Arrays.stream(configuration.getDeclaredClasses()).forEach((nested) -> collect(nested, configurations));
			Import imports = configuration.getAnnotation(Import.class);
			if (imports != null) {
				Arrays.stream(imports.value()).forEach((imported) -> collect(imported, configurations));
			}
		}
	}

	private static void add(ConditionalOnMissingBean condition, Class<?> beanType, Set<Class<?>> types) {
		if (condition != null) {
			types.addAll(List.of(condition.value()));
			if (beanType != null && condition.value().length == 0) {
				types.add(beanType);
			}
		}
	}

	private static Class<?> load(String name) {
		try {
			return Class.forName(name, false, DocumentationTests.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The properties with their defaults, as an editor shows them.
	 */
	@SuppressWarnings("unchecked")
	private static Map<String, String> properties() {
		Map<String, Object> metadata = new JsonMapper()
			.readValue(text(MODULE.resolve("target/classes/META-INF/spring-configuration-metadata.json")), Map.class);
		Map<String, String> properties = new LinkedHashMap<>();
		for (Map<String, Object> property : (List<Map<String, Object>>) metadata.get("properties")) {
			Object value = property.get("defaultValue");
			properties.put((String) property.get("name"), (value instanceof List<?> list)
					? String.join(", ", list.stream().map(String::valueOf).toList()) : textOf(value));
		}
		return properties;
	}

	private static String textOf(Object value) {
		return (value != null) ? value.toString().replaceAll("^\\[|]$", "") : null;
	}

	private static Set<String> messageCodes() {
		Properties messages = new Properties();
		try (var reader = Files
			.newBufferedReader(MODULE.resolve("src/main/resources/io/github/jwt2fa/messages.properties"))) {
			messages.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return messages.stringPropertyNames();
	}

	private static List<String> lines(Path file) {
		return text(file).lines().toList();
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
