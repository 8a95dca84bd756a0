package io.github.jwt2fa.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.sent.OneTimeCodes;
import io.github.jwt2fa.method.sent.SentCodeHandler;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.test.OpenApiDocument;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.web.LoginResponseRenderer;
import io.github.jwt2fa.web.endpoint.EndpointPaths;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.tags.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that springdoc describes.
 */
class EndpointDescriptionIT {

	private static final JsonMapper JSON = new JsonMapper();

	@Test
	void documentWhenNothingIsSetThenHasOurEndpointsBesideThoseOfTheApplication() {
		try (TestApplication app = start(TestApplication.App.class)) {
			JsonNode document = documentOf(app);
			assertThat(document.path("openapi").asString()).startsWith("3.1");
			assertThat(document.path("paths").propertyNames())
				.contains("/me", "/auth/get-code/", "/auth/auth/", "/auth/2fa-method/", "/auth/sessions/")
				// what this application has not
				.doesNotContain("/auth/passkey/setup/", "/.well-known/jwks.json")
				.hasSize(3 + app.bean(EndpointPaths.class).endpoints().size());
			assertThat(document.at("/components/securitySchemes/accessToken/scheme").asString()).isEqualTo("bearer");
			assertThat(document.at("/paths/~1auth~1sessions~1/get/security").toString())
				.isEqualTo("[{\"accessToken\":[]}]");
			assertThat(contentTypes(document, "/auth/auth/", "403")).containsExactly("application/problem+json");
			// an application without browser mode has none of it
			assertThat(document.toString()).doesNotContain("__Host-", "Jwt2fa-Tokens", "Set-Cookie");
			assertThatReferencesLeadSomewhere(document);
		}
	}

	/**
	 * Generators make a class of each tag: those of the application stay its own, and so
	 * does what it asks of its own requests.
	 */
	@Test
	void documentWhenTheApplicationDescribesItselfThenNothingOfThatIsOfOurs() {
		try (TestApplication app = start(OwnDescription.class)) {
			JsonNode document = documentOf(app);
			assertThat(names(document.path("tags"))).containsExactlyInAnyOrder("login", "Jwt2fa login", "Jwt2fa tokens",
					"Jwt2fa sessions", "Jwt2fa factors");
			assertThat(document.at("/paths/~1auth~1auth~1/post/tags").toString()).isEqualTo("[\"Jwt2fa login\"]");
			assertThat(document.path("security").toString()).isEqualTo("[{\"partner\":[]}]");
			assertThat(document.at("/paths/~1auth~1auth~1/post/security").toString()).isEqualTo("[]");
			assertThat(document.at("/paths/~1auth~1sessions~1/get/security").toString())
				.isEqualTo("[{\"accessToken\":[]}]");
		}
	}

	private static List<String> names(JsonNode named) {
		return named.valueStream().map((each) -> each.path("name").asString()).toList();
	}

	/**
	 * Nothing gets lost on the way through the model of another library.
	 */
	@Test
	void schemasWhenMergedThenAreAsInOurDocument() {
		try (TestApplication app = start(TestApplication.App.class)) {
			JsonNode document = documentOf(app);
			JsonNode ours = JSON
				.readTree(OpenApiDocument.ours().root().toString().replaceAll("#/components/\\w+/", "$0Jwt2fa"));
			Map<String, JsonNode> expected = new TreeMap<>();
			Map<String, JsonNode> merged = new TreeMap<>();
			ours.at("/components/schemas").properties().forEach((schema) -> {
				expected.put(schema.getKey(), sorted(schema.getValue()));
				merged.put(schema.getKey(), sorted(document.at("/components/schemas/Jwt2fa" + schema.getKey())));
			});
			assertThat(merged).containsExactlyEntriesOf(expected);
		}
	}

	/**
	 * The names of required members are a set: that model sorts them.
	 */
	private static JsonNode sorted(JsonNode node) {
		if (node.isArray()) {
			return JSON.createArrayNode().addAll(node.valueStream().map(EndpointDescriptionIT::sorted).toList());
		}
		if (!node.isObject()) {
			return node;
		}
		ObjectNode sorted = JSON.createObjectNode();
		node.properties().forEach((member) -> {
			boolean isSet = member.getKey().equals("required") && member.getValue().isArray();
			sorted.set(member.getKey(),
					isSet ? JSON.valueToTree(member.getValue().valueStream().map(JsonNode::asString).sorted().toList())
							: sorted(member.getValue()));
		});
		return sorted;
	}

	@Test
	void documentWhenMuchIsSetThenTellsIt() {
		try (TestApplication app = start(TestApplication.App.class, "jwt2fa.base-path=/login",
				"jwt2fa.paths.verify=/is-valid", "jwt2fa.paths.factors=none", "jwt2fa.error-format=drf",
				"jwt2fa.auth-result-access-token-key=at", "jwt2fa.cookies.prefix=shop")) {
			String access = app.client()
				.post("/login/auth", Map.of("code_token", codeToken(app), "code", app.lastCodeFor("alice")))
				.text("at");
			JsonNode document = JSON.readTree(app.client().bearer(access).get("/v3/api-docs").body());
			assertThat(document.path("paths").propertyNames()).contains("/login/get-code/", "/is-valid/")
				.doesNotContain("/login/factors/", "/login/verify/");
			assertThat(contentTypes(document, "/login/auth/", "403")).containsExactly("application/json");
			assertThat(contentTypes(document, "/login/auth/", "200")).containsExactly("application/json");
			JsonNode tokens = document.at("/components/schemas/Jwt2faTokens");
			assertThat(tokens.path("properties").propertyNames()).contains("at").doesNotContain("access");
			assertThat(tokens.path("required").toString()).isEqualTo("[\"at\"]");
			assertThat(document.at("/components/parameters/Jwt2faRefreshCookie/name").asString())
				.isEqualTo("__Host-shop-refresh");
		}
	}

	@Test
	void answersWhenTheApplicationWritesThemThenHaveNoMembersOfOurs() {
		try (TestApplication app = start(OwnAnswers.class)) {
			JsonNode document = documentOf(app);
			assertThat(contentTypes(document, "/auth/auth/", "403")).isEmpty();
			JsonNode login = document.at("/components/schemas/Jwt2faTokens");
			assertThat(login.path("additionalProperties").asBoolean(false)).isTrue();
			assertThat(login.has("properties")).isFalse();
			assertThat(login.has("required")).isFalse();
			JsonNode offer = document.at("/components/schemas/Jwt2faOffer");
			assertThat(offer.path("additionalProperties").asBoolean(false)).isTrue();
			assertThat(offer.path("properties").propertyNames()).contains("token", "methods");
		}
	}

	@Test
	void documentWhenWeAreLeftOutThenHasTheApplicationAlone() {
		try (TestApplication app = start(TestApplication.App.class,
				"spring.autoconfigure.exclude=io.github.jwt2fa.openapi.OpenApiAutoConfiguration")) {
			assertThat(documentOf(app).path("paths").propertyNames()).containsExactlyInAnyOrder("/me", "/broken",
					"/later");
		}
	}

	private static TestApplication start(Class<?> source, String... properties) {
		List<String> all = new ArrayList<>(List.of("springdoc.api-docs.enabled=true"));
		all.addAll(List.of(properties));
		return TestApplication.with(List.of(source), all.toArray(String[]::new));
	}

	private static String codeToken(TestApplication app) {
		return app.client()
			.post("/login/get-code", Map.of("username", "alice", "password", TestUsers.PASSWORD))
			.text("token");
	}

	private static JsonNode documentOf(TestApplication app) {
		return JSON.readTree(app.loggedIn("alice").get("/v3/api-docs").body());
	}

	private static Set<String> contentTypes(JsonNode document, String path, String status) {
		return new TreeSet<>(document.path("paths")
			.path(path)
			.path("post")
			.path("responses")
			.path(status)
			.path("content")
			.propertyNames());
	}

	private static void assertThatReferencesLeadSomewhere(JsonNode document) {
		List<String> lost = new ArrayList<>();
		document.findValues("$ref")
			.stream()
			.map(JsonNode::asString)
			.filter((reference) -> document.at(reference.substring(1)).isMissingNode())
			.forEach(lost::add);
		assertThat(lost).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(TestApplication.App.class)
	static class OwnAnswers {

		@Bean
		ErrorRenderer errorRenderer() {
			return (error, request, response) -> response.sendError(error.status());
		}

		@Bean
		LoginResponseRenderer loginRenderer() {
			return (result) -> Map.of("access", Objects.requireNonNull(result.tokens().get(AuthTokenType.ACCESS)));
		}

		@Bean
		SentCodeHandler sms(OneTimeCodes codes) {
			return new SentCodeHandler(TwoFactorMethod.of("sms"), (user, code) -> {
			}, codes);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(TestApplication.App.class)
	static class OwnDescription {

		@Bean
		OpenAPI description() {
			return new OpenAPI().addTagsItem(new Tag().name("login").description("Where customers come in."))
				.addSecurityItem(new SecurityRequirement().addList("partner"));
		}

	}

}
