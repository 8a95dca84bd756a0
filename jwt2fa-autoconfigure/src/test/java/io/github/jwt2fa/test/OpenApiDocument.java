package io.github.jwt2fa.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.jwt2fa.web.endpoint.Endpoint;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document {@code openapi.yaml}, as it is in the jar. Its schemas are compiled when
 * they are first needed, and kept.
 */
public final class OpenApiDocument {

	private static final String ID = "https://jwt2fa.github.io/openapi.json";

	private static final OpenApiDocument OURS = new OpenApiDocument("/io/github/jwt2fa/openapi/openapi.yaml");

	private final JsonNode root;

	private final SchemaRegistry registry;

	private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

	private OpenApiDocument(String resource) {
		JsonMapper json = new JsonMapper();
		try (InputStream yaml = OpenApiDocument.class.getResourceAsStream(resource)) {
			Object document = new Yaml().load(yaml);
			this.root = json.valueToTree(document);
			this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
					(builder) -> builder.schemas(Map.of(ID, json.writeValueAsString(document))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The document of the library.
	 */
	public static OpenApiDocument ours() {
		return OURS;
	}

	/**
	 * All of it.
	 */
	public JsonNode root() {
		return this.root;
	}

	/**
	 * Where the document has an endpoint: at its path by default.
	 */
	public static String pathOf(Endpoint endpoint) {
		return (endpoint == Endpoint.JWKS) ? endpoint.path() : "/auth" + endpoint.path() + "/";
	}

	/**
	 * A place in the document, behind the reference that may stand there.
	 */
	Place at(String... names) {
		return new Place("").to(names);
	}

	/**
	 * A place in the document.
	 */
	final class Place {

		private final String pointer;

		private Place(String pointer) {
			this.pointer = pointer;
		}

		Place to(String... names) {
			Place place = this;
			for (String name : names) {
				place = new Place(place.pointer + "/" + name.replace("~", "~0").replace("/", "~1")).behindReference();
			}
			return place;
		}

		private Place behindReference() {
			JsonNode reference = node().path("$ref");
			return reference.isString() ? new Place(reference.asString().substring(1)) : this;
		}

		JsonNode node() {
			return OpenApiDocument.this.root.at(this.pointer);
		}

		boolean exists() {
			return !node().isMissingNode();
		}

		/**
		 * What is wrong with a value where the document has a schema.
		 * @return where and what; empty if it is valid
		 */
		List<String> faultsOf(JsonNode value) {
			return schema().validate(value)
				.stream()
				.map((error) -> error.getInstanceLocation() + " " + error.getMessage())
				.toList();
		}

		private Schema schema() {
			return OpenApiDocument.this.schemas.computeIfAbsent(this.pointer,
					(place) -> OpenApiDocument.this.registry.getSchema(SchemaLocation.of(ID + "#" + place)));
		}

	}

}
