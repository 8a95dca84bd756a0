package io.github.jwt2fa;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Arrows between the rooms go one way.
 */
@AnalyzeClasses(packages = "io.github.jwt2fa", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "io.github.jwt2fa";

	@ArchTest
	static final ArchRule noCircles = slices().matching("io.github.jwt2fa.(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule rootDependsOnNothing = room("").should(onlySee());

	@ArchTest
	static final ArchRule event = room("event").should(onlySee(""));

	@ArchTest
	static final ArchRule crypto = room("crypto").should(onlySee());

	@ArchTest
	static final ArchRule state = room("state").should(onlySee("crypto"));

	@ArchTest
	static final ArchRule stateRedis = room("state.redis").should(onlySee("state"));

	@ArchTest
	static final ArchRule stateJdbc = room("state.jdbc").should(onlySee("state"));

	@ArchTest
	static final ArchRule ratelimit = room("ratelimit").should(onlySee("state"));

	@ArchTest
	static final ArchRule user = room("user").should(onlySee("", "crypto"));

	@ArchTest
	static final ArchRule jpa = room("jpa").should(onlySee());

	@ArchTest
	static final ArchRule userJpa = room("user.jpa").should(onlySee("", "jpa", "user"));

	@ArchTest
	static final ArchRule jws = room("jws").should(onlySee());

	@ArchTest
	static final ArchRule session = room("session").should(onlySee("", "event"));

	@ArchTest
	static final ArchRule sessionJpa = room("session.jpa").should(onlySee("jpa", "session"));

	@ArchTest
	static final ArchRule token = room("token").should(onlySee("", "crypto", "event", "jws", "session", "user"));

	@ArchTest
	static final ArchRule method = room("method").should(onlySee("", "token", "user"));

	@ArchTest
	static final ArchRule methodCode = room("method.code").should(onlySee("", "crypto", "method", "token", "user"));

	@ArchTest
	static final ArchRule methodTotp = room("method.totp").should(onlySee("", "method", "state", "token", "user"));

	@ArchTest
	static final ArchRule enrollment = room("enrollment")
		.should(onlySee("", "crypto", "event", "login", "method", "method.totp", "session", "state", "user"));

	@ArchTest
	static final ArchRule mail = room("mail").should(onlySee());

	@ArchTest
	static final ArchRule notice = room("notice").should(onlySee("", "event", "mail", "ratelimit", "state", "user"));

	@ArchTest
	static final ArchRule methodCodeMail = room("method.code.mail").should(onlySee("", "mail", "method.code", "user"));

	@ArchTest
	static final ArchRule login = room("login")
		.should(onlySee("", "event", "method", "method.totp", "ratelimit", "session", "state", "token", "user"));

	@ArchTest
	static final ArchRule response = room("response").should(onlySee("", "token"));

	@ArchTest
	static final ArchRule security = room("security").should(onlySee("", "event", "response", "token", "user"));

	@ArchTest
	static final ArchRule web = room("web").should(onlySee("", "enrollment", "login", "method", "ratelimit", "response",
			"security", "state", "token", "user"));

	@ArchTest
	static final ArchRule onlyTheWebKnowsHttp = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".web", ROOT + ".response", ROOT + ".security", ROOT + ".autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.http..");

	@ArchTest
	static final ArchRule bootIsForTheAutoConfiguration = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".autoconfigure")
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

	private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction room(String name) {
		return classes().that().resideInAPackage(name.isEmpty() ? ROOT : ROOT + "." + name);
	}

	private static com.tngtech.archunit.lang.ArchCondition<JavaClass> onlySee(String... rooms) {
		java.util.Set<String> seen = new java.util.HashSet<>();
		for (String room : rooms) {
			seen.add(room.isEmpty() ? ROOT : ROOT + "." + room);
		}
		DescribedPredicate<JavaClass> allowed = DescribedPredicate.describe("outside or in " + seen,
				(type) -> !type.getPackageName().startsWith(ROOT) || seen.contains(type.getPackageName()));
		return new com.tngtech.archunit.lang.ArchCondition<>("see only " + seen) {

			@Override
			public void check(JavaClass item, com.tngtech.archunit.lang.ConditionEvents events) {
				item.getDirectDependenciesFromSelf()
					.stream()
					.filter((dependency) -> !dependency.getTargetClass().getPackageName().equals(item.getPackageName()))
					.filter((dependency) -> !allowed.test(dependency.getTargetClass()))
					.forEach((dependency) -> events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(item,
							dependency.getDescription())));
			}

		};
	}

}
