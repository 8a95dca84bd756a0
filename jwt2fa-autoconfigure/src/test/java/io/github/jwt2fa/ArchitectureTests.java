package io.github.jwt2fa;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Arrows between the rooms go one way.
 */
@AnalyzeClasses(packages = "io.github.jwt2fa", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "io.github.jwt2fa";

	@ArchTest
	static final ArchRule noCircles = slices().matching("io.github.jwt2fa.(**)").should().beFreeOfCycles();

	/**
	 * What each room sees. The wiring sees all of them.
	 */
	private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
			room("administration", "device event method method.recovery root session user"),
			room("audit", "event ratelimit root wiring"), room("crypto", ""),
			room("device", "crypto event jdbc root wiring"), room("device.jdbc", "device jdbc root"),
			room("event", "root"), room("jdbc", "wiring"), room("jws", "text"),
			room("login", "crypto device event jws measure method password ratelimit root session state token user"),
			room("mail", "crypto event message user wiring"), room("measure", "root"), room("message", ""),
			room("method", "device event policy root state user"),
			room("method.passkey", "crypto event jws method root text user wiring"),
			room("method.passkey.jdbc", "crypto jdbc method.passkey"),
			room("method.recovery", "crypto event method root user"),
			room("method.recovery.jdbc", "jdbc method.recovery"), room("method.sent", "crypto method root user wiring"),
			room("method.sent.mail", "mail message method.sent user"),
			room("method.totp", "crypto device event method root state user"),
			room("metrics", "event jdbc measure method root session state token wiring"),
			room("notice", "event mail ratelimit root state user wiring"),
			room("openapi", "method response token web web.cookie web.endpoint"),
			room("password", "crypto measure root user wiring"), room("policy", "root user"),
			room("profile",
					"device login method method.passkey method.totp notice ratelimit root session state token wiring"),
			room("ratelimit", "state"), room("response", "message root"), room("", ""),
			room("security", "message method response root security.rule token user"), room("security.rule", "message"),
			room("session", "device event jdbc root wiring"), room("session.jdbc", "jdbc root session"),
			room("state", "crypto wiring"), room("state.jdbc", "jdbc state wiring"),
			room("state.redis", "state wiring"), room("text", ""),
			room("token", "crypto device event jws measure method password root session token.key user"),
			room("token.key", "jws root wiring"), room("user", "root wiring"), room("user.jdbc", "jdbc root user"),
			room("user.jpa", "jdbc root user wiring"),
			room("web",
					"device login method method.passkey method.recovery method.totp password ratelimit response root security session token token.key web.body web.cookie web.endpoint"),
			room("web.body", "method response root text"), room("web.cookie", "device token web.body"),
			room("web.endpoint", "response root wiring"), room("wiring", ""));

	private static final String WIRING = "autoconfigure";

	/** So many things a reader can hold in mind. */
	private static final int MAX_TYPES = 15;

	@ArchTest
	static final ArchRule roomsAreListed = classes().that()
		.resideOutsideOfPackage(ROOT + "." + WIRING)
		.should(beIn(ARROWS.keySet()));

	@ArchTest
	static void arrowsAreThoseThatAreListed(JavaClasses types) {
		Map<String, Set<String>> arrows = new TreeMap<>();
		ARROWS.keySet().forEach((room) -> arrows.put(room, new TreeSet<>()));
		for (JavaClass type : types) {
			String from = roomOf(type);
			type.getDirectDependenciesFromSelf()
				.stream()
				.map((dependency) -> dependency.getTargetClass().getBaseComponentType())
				.filter((seen) -> seen.getPackageName().startsWith(ROOT) && !roomOf(seen).equals(from))
				.forEach((seen) -> arrows.computeIfPresent(from, (room, others) -> {
					others.add(roomOf(seen));
					return others;
				}));
		}
		// a permission that nobody uses is an arrow that somebody will draw
		assertThat(arrows).containsExactlyInAnyOrderEntriesOf(new TreeMap<>(ARROWS));
	}

	private static Map.Entry<String, Set<String>> room(String name, String seen) {
		return Map.entry(name.isEmpty() ? "root" : name,
				seen.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(seen.split(" "))));
	}

	private static String roomOf(JavaClass type) {
		String name = type.getPackageName().substring(ROOT.length());
		return name.isEmpty() ? "root" : name.substring(1);
	}

	@ArchTest
	static void roomsAreSmall(JavaClasses types) {
		Map<String, Set<String>> rooms = new TreeMap<>();
		types.stream()
			.filter((type) -> type.isTopLevelClass() && !type.isRecord()
					&& !type.getSimpleName().equals("package-info"))
			.forEach(
					(type) -> rooms.computeIfAbsent(roomOf(type), (room) -> new TreeSet<>()).add(type.getSimpleName()));
		assertThat(rooms.values()).allSatisfy((room) -> assertThat(room).hasSizeLessThanOrEqualTo(MAX_TYPES));
	}

	@ArchTest
	static final ArchRule onlyTheWebKnowsHttp = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".web..", ROOT + ".response", ROOT + ".security..", ROOT + "." + WIRING)
		.and()
		.areNotAnnotatedWith(AutoConfiguration.class)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.http..");

	/**
	 * Each room wires itself beside its classes, which know nothing of Boot but where
	 * they are there for its sake.
	 */
	@ArchTest
	static final ArchRule bootIsForTheWiring = noClasses().that()
		.resideOutsideOfPackage(ROOT + "." + WIRING)
		.and(not(partOf(annotatedWith(AutoConfiguration.class))))
		.and(not(partOf(belongToAnyNamed("device.TrustedDevicesAreOn", "jws.PemKey", "method.passkey.PasskeysAreOn",
				"method.recovery.RecoveryCodesAreOn", "jdbc.TableInitializer", "jdbc.TableSettings",
				"password.UsersCheck", "security.DefaultChainConfiguration", "user.DataIsNotKeptElsewhere",
				"user.jpa.JpaUnit", "web.ForwardedHeaderWarning", "web.endpoint.DispatcherServlets",
				"web.endpoint.UnreachableChainFailureAnalyzer", "wiring.OnFlag"))))
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot..");

	@ArchTest
	static final ArchRule autoConfigurationIsNoApi = classes().that()
		.resideInAPackage(ROOT + "." + WIRING)
		.or()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.notBePublic();

	/**
	 * Rooms that don't see each other order their auto-configurations by names.
	 */
	@ArchTest
	static void autoConfigurationsAreOrderedAfterSuchAsThereAre(JavaClasses types) {
		Set<String> there = new TreeSet<>(
				ImportCandidates.load(AutoConfiguration.class, ArchitectureTests.class.getClassLoader())
					.getCandidates()
					.stream()
					.filter((name) -> name.startsWith(ROOT))
					.toList());
		Set<String> declared = new TreeSet<>();
		Set<String> named = new TreeSet<>();
		types.stream().filter((type) -> type.isAnnotatedWith(AutoConfiguration.class)).forEach((type) -> {
			declared.add(type.getName());
			AutoConfiguration order = type.getAnnotationOfType(AutoConfiguration.class);
			Stream.of(order.afterName(), order.beforeName())
				.flatMap(Arrays::stream)
				.filter((name) -> name.startsWith(ROOT))
				.forEach(named::add);
		});
		assertThat(there).isEqualTo(declared).containsAll(named);
	}

	@ArchTest
	static final ArchRule beanMethodsAreNoApi = methods().that().areAnnotatedWith(Bean.class).should().notBePublic();

	@ArchTest
	static final ArchRule timeIsAsked = noClasses().should()
		.callMethod(java.time.Instant.class, "now")
		.orShould()
		.callMethod(System.class, "currentTimeMillis");

	@ArchTest
	static final ArchRule noStaticState = noFields().that().areStatic().should().notBeFinal();

	@ArchTest
	static final ArchRule everyRoomSaysWhatNullMeans = classes().that()
		.haveSimpleName("package-info")
		.should()
		.beAnnotatedWith(NullMarked.class);

	/**
	 * Classes and what is nested in them.
	 */
	private static DescribedPredicate<JavaClass> partOf(DescribedPredicate<? super JavaClass> outer) {
		return DescribedPredicate.describe("part of " + outer.getDescription(), (type) -> {
			JavaClass top = type;
			while (top.getEnclosingClass().isPresent()) {
				top = top.getEnclosingClass().get();
			}
			return outer.test(top);
		});
	}

	private static DescribedPredicate<JavaClass> belongToAnyNamed(String... names) {
		Set<String> full = new TreeSet<>(Arrays.stream(names).map((name) -> ROOT + "." + name).toList());
		return DescribedPredicate.describe("one of " + full, (type) -> full.contains(type.getName()));
	}

	private static ArchCondition<JavaClass> beIn(Set<String> rooms) {
		return new ArchCondition<>("be in one of " + rooms) {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				if (!rooms.contains(roomOf(type))) {
					events.add(SimpleConditionEvent.violated(type,
							type.getName() + " is in a room that is not listed: " + roomOf(type)));
				}
			}

		};
	}

}
