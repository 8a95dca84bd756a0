package io.github.jwt2fa;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
import org.springframework.context.annotation.Bean;

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
	private static final Map<String, Set<String>> ARROWS = Map.ofEntries(room("", ""), room("event", "root"),
			room("text", ""), room("crypto", ""), room("jws", "text"), room("state", "crypto"),
			room("state.redis", "state"), room("state.jdbc", "state"), room("ratelimit", "state"), room("user", "root"),
			room("user.jpa", "root user"), room("session", "root event"), room("jdbc", ""),
			room("session.jdbc", "jdbc session"), room("user.jdbc", "jdbc root user"),
			room("token", "root crypto event jws session user"), room("mail", ""),
			room("method", "root event session user"), room("method.sent", "root crypto method user"),
			room("method.sent.mail", "mail method.sent user"),
			room("method.totp", "root crypto event method state user"),
			room("notice", "root event mail ratelimit state user"),
			room("login", "root crypto event jws method ratelimit session state token user"), room("response", "root"),
			room("security", "root method response token user"), room("password", "root user"),
			room("web", "root login method method.totp password ratelimit response security text token"));

	private static final String WIRING = "autoconfigure";

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
	static final ArchRule onlyTheWebKnowsHttp = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".web", ROOT + ".response", ROOT + ".security", ROOT + ".autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.http..");

	/**
	 * Boot's reader of PEM is a parser like any other.
	 */
	@ArchTest
	static final ArchRule bootIsForTheWiring = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".autoconfigure")
		.and()
		.doNotHaveFullyQualifiedName(ROOT + ".jws.PemKey")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot..");

	@ArchTest
	static final ArchRule autoConfigurationIsNoApi = classes().that()
		.resideInAPackage(ROOT + ".autoconfigure")
		.and()
		.areNotAnnotatedWith(AutoConfiguration.class)
		.should()
		.notBePublic();

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
