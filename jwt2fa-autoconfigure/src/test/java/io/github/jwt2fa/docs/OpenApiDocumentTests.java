package io.github.jwt2fa.docs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.message.Languages;
import io.github.jwt2fa.response.ErrorResponses;
import io.github.jwt2fa.response.LanguageNegotiation;
import io.github.jwt2fa.test.OpenApiDocument;
import io.github.jwt2fa.web.endpoint.Endpoint;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.context.support.StaticMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code openapi.yaml} against the code: all that is there, and nothing more. What
 * the endpoints answer is held against it by all tests over HTTP.
 */
class OpenApiDocumentTests {

	private static final List<String> METHODS = List.of("get", "post");

	private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");

	private final JsonNode document = OpenApiDocument.ours().root();

	@Test
	void endpointsWhenThereThenAreInTheDocumentWithTheirMethods() {
		Map<String, Set<String>> endpoints = new TreeMap<>();
		for (Endpoint endpoint : Endpoint.values()) {
			endpoints.put(OpenApiDocument.pathOf(endpoint), new TreeSet<>(endpoint.methods()));
		}
		Map<String, Set<String>> documented = new TreeMap<>();
		this.document.path("paths").properties().forEach((path) -> {
			Set<String> methods = new TreeSet<>();
			path.getValue()
				.propertyNames()
				.stream()
				.filter((name) -> !name.equals("parameters"))
				.forEach((method) -> methods.add(method.toUpperCase()));
			documented.put(path.getKey(), methods);
		});
		assertThat(documented).isEqualTo(endpoints);
	}

	@Test
	void codesWhenThereThenAreInTheDocumentUnderTheirStatus() {
		StaticMessageSource messages = new StaticMessageSource();
		messages.setUseCodeAsDefaultMessage(true);
		ErrorResponses responses = new ErrorResponses(messages,
				new LanguageNegotiation(new Languages(Set::of), () -> null));
		Map<String, Set<String>> codes = new TreeMap<>();
		for (TwoFactorError error : TwoFactorError.values()) {
			String status = String.valueOf(responses.toResponse(error, new MockHttpServletRequest()).status());
			codes.put(error.code(), new TreeSet<>(Set.of(status)));
		}
		// where the client stopped sending, which a container tells
		codes.get(TwoFactorError.PARSE_ERROR.code()).add("408");
		Map<String, Set<String>> documented = new TreeMap<>();
		answers((status, answer) -> codesOf(answer, "application/problem+json")
			.forEach((code) -> documented.computeIfAbsent(code, (name) -> new TreeSet<>()).add(status)));
		assertThat(documented).isEqualTo(codes);
		assertThat(texts(this.document.at("/components/schemas/Code/enum"))).hasSameElementsAs(codes.keySet())
			.doesNotHaveDuplicates();
	}

	@Test
	void refusalsWhenInTheOtherFormatThenTellTheSameCodes() {
		answers((status, answer) -> {
			if (!status.equals("200")) {
				Set<String> codes = new TreeSet<>(codesOf(answer, "application/problem+json"));
				// fields at fault have no code there
				codes.remove(TwoFactorError.INVALID.code());
				assertThat(new TreeSet<>(codesOf(answer, "application/json"))).as(answer.toString()).isEqualTo(codes);
			}
		});
	}

	@Test
	void schemasWhenReadThenAreJsonSchemas() {
		Schema schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
		List<String> faults = new ArrayList<>();
		this.document.at("/components/schemas")
			.properties()
			.forEach((schema) -> schemas.validate(schema.getValue())
				.forEach((fault) -> faults.add(schema.getKey() + " " + fault)));
		this.document.findValues("schema")
			.forEach((schema) -> schemas.validate(schema).forEach((fault) -> faults.add(schema + " " + fault)));
		assertThat(faults).isEmpty();
	}

	/**
	 * Where it is not said, generators make the type of all objects of it.
	 */
	@Test
	void valuesWhenListedThenTellTheirType() {
		List<JsonNode> listed = new ArrayList<>(this.document.findParents("const"));
		for (String kind : List.of("schemas", "parameters", "headers")) {
			this.document.path("components").path(kind).forEach((component) -> {
				listed.add(component);
				listed.add(component.path("schema"));
			});
		}
		listed.removeIf((schema) -> !schema.has("const") && !schema.has("enum"));
		assertThat(listed).hasSizeGreaterThan(10)
			.allSatisfy((schema) -> assertThat(schema.path("type").asString("")).isEqualTo("string"));
	}

	/**
	 * Of a mere map some make no class, and code that does not compile.
	 */
	@Test
	void alternativesWhenObjectsThenNameMembers() {
		List<JsonNode> objects = this.document.findValues("anyOf")
			.stream()
			.flatMap(JsonNode::valueStream)
			.map(this::target)
			.filter((schema) -> schema.path("type").asString("").equals("object"))
			.toList();
		assertThat(objects).hasSizeGreaterThan(5)
			.allSatisfy((schema) -> assertThat(schema.path("properties").propertyNames()).isNotEmpty());
	}

	@Test
	void componentsWhenThereThenAreReferredTo() {
		Set<String> references = new TreeSet<>();
		this.document.findValues("$ref").forEach((reference) -> references.add(reference.asString()));
		Set<String> components = new TreeSet<>();
		this.document.path("components")
			.properties()
			.stream()
			.filter((kind) -> !kind.getKey().equals("securitySchemes"))
			.forEach((kind) -> kind.getValue()
				.propertyNames()
				.forEach((name) -> components.add("#/components/" + kind.getKey() + "/" + name)));
		assertThat(references).isEqualTo(components);
	}

	/**
	 * Else a member that nobody described would pass all tests.
	 */
	@Test
	void objectsWhenAnsweredThenTellAllOfTheirMembers() {
		Set<String> open = new TreeSet<>();
		Set<JsonNode> seen = new HashSet<>();
		answers((status, answer) -> answer.path("content")
			.properties()
			.forEach((content) -> objects(content.getValue().path("schema"), seen).stream()
				.filter((schema) -> !schema.path("additionalProperties").isBoolean())
				.forEach(
						(schema) -> open.add(schema.path("description").asString("an object without a description")))));
		assertThat(open).containsExactlyInAnyOrder("A factor of the application's own, with members of its own.",
				"What is wrong with each field, by its name; with a body that is no object, under `non_field_errors`.\n");
	}

	private Collection<JsonNode> objects(JsonNode schema, Set<JsonNode> seen) {
		JsonNode target = target(schema);
		Set<JsonNode> objects = new LinkedHashSet<>();
		if (!seen.add(target)) {
			return objects;
		}
		if (target.path("type").asString("").equals("object")) {
			objects.add(target);
		}
		Stream.of(target.path("properties"), target.path("anyOf"), target.path("allOf"))
			.flatMap(JsonNode::valueStream)
			.forEach((part) -> objects.addAll(objects(part, seen)));
		if (target.has("items")) {
			objects.addAll(objects(target.path("items"), seen));
		}
		return objects;
	}

	@Test
	void operationsWhenNamedThenByNamesOfTheirOwn() {
		assertThat(texts(this.document.findValues("operationId"))).doesNotHaveDuplicates()
			.allMatch((name) -> NAME.matcher(name).matches());
	}

	/**
	 * Hands out each answer of each operation, with its status.
	 */
	private void answers(BiConsumer<String, JsonNode> consumer) {
		this.document.path("paths")
			.valueStream()
			.flatMap((path) -> METHODS.stream().map(path::path))
			.forEach((operation) -> operation.path("responses")
				.properties()
				.forEach((answer) -> consumer.accept(answer.getKey(), target(answer.getValue()))));
	}

	private JsonNode target(JsonNode node) {
		JsonNode reference = node.path("$ref");
		return reference.isString() ? this.document.at(reference.asString().substring(1)) : node;
	}

	private static List<String> codesOf(JsonNode answer, String contentType) {
		return answer.path("content")
			.path(contentType)
			.findValues("code")
			.stream()
			.flatMap((code) -> texts(code.path("enum")).stream())
			.toList();
	}

	private static List<String> texts(Iterable<JsonNode> nodes) {
		List<String> texts = new ArrayList<>();
		nodes.forEach((node) -> texts.add(node.asString()));
		return texts;
	}

}
