package io.github.jwt2fa.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.test.OpenApiDocument;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.web.endpoint.EndpointPaths;
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
			assertThatReferencesLeadSomewhere(document);
		}
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
	void refusalsWhenTheApplicationWritesThemThenHaveNoBodyOfOurs() {
		try (TestApplication app = start(OwnRefusals.class)) {
			assertThat(contentTypes(documentOf(app), "/auth/auth/", "403")).isEmpty();
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
	static class OwnRefusals {

		@Bean
		ErrorRenderer errorRenderer() {
			return (error, request, response) -> response.sendError(error.status());
		}

	}

}
