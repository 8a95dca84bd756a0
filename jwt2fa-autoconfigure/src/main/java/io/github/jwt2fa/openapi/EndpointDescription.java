package io.github.jwt2fa.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.jwt2fa.response.ErrorFormat;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.web.WebSettings;
import io.github.jwt2fa.web.cookie.CookieSettings;
import io.github.jwt2fa.web.endpoint.Endpoint;
import io.github.jwt2fa.web.endpoint.EndpointPaths;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.http.HttpHeaders;

/**
 * Adds our endpoints to the document of an application: those that are on, at their paths
 * and with what they answer by the settings. All that is ours has names that nothing of
 * the application has. Thread-safe.
 */
final class EndpointDescription implements OpenApiCustomizer {

	private static final String PREFIX = "Jwt2fa";

	private static final String JSON = "application/json";

	private static final String PROBLEM = "application/problem+json";

	/** What there is in browser mode alone. */
	private static final Set<String> COOKIE_PARAMETERS = Set.of("TokensInCookies", "RefreshCookie", "DeviceCookie");

	/** What a complete login answers. */
	private static final Set<String> LOGINS = Set.of("Tokens", "SlidingToken");

	/** Where a method tells what only it knows of. */
	private static final Set<String> OF_METHODS = Set.of("Offer", "SentAgain", "Tokens", "SlidingToken");

	private final EndpointPaths paths;

	private final WebSettings web;

	private final CookieSettings cookies;

	private final OwnAnswers own;

	private final @Nullable ErrorFormat errorFormat;

	/**
	 * A description.
	 * @param paths where the endpoints are
	 * @param web what they name things
	 * @param cookies the names of the cookies
	 * @param own what the application answers in its own way
	 * @param errorFormat what refusals look like, or {@code null} where that is not known
	 */
	EndpointDescription(EndpointPaths paths, WebSettings web, CookieSettings cookies, OwnAnswers own,
			@Nullable ErrorFormat errorFormat) {
		this.paths = paths;
		this.web = web;
		this.cookies = cookies;
		this.own = own;
		this.errorFormat = errorFormat;
	}

	@Override
	public void customise(OpenAPI application) {
		OpenAPI ours = read();
		if (application.getPaths() == null) {
			application.setPaths(new Paths());
		}
		if (application.getComponents() == null) {
			application.setComponents(new Components());
		}
		addPaths(ours.getPaths(), application.getPaths());
		addComponents(ours.getComponents(), application.getComponents());
		ours.getTags().forEach((tag) -> application.addTagsItem(tag.name(PREFIX + " " + tag.getName())));
	}

	/**
	 * Our document, anew each time: whoever gets it may change it.
	 */
	private OpenAPI read() {
		try (InputStream yaml = Objects.requireNonNull(EndpointDescription.class.getResourceAsStream("openapi.yaml"))) {
			String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
				.replaceAll("#/components/\\w+/", "$0" + PREFIX)
				.replaceAll("(?<=operationId: )", PREFIX)
				.replace("__Host-PREFIX-", "__Host-" + this.cookies.prefix() + "-");
			return Yaml31.mapper().readValue(text, OpenAPI.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void addPaths(Paths ours, Paths application) {
		for (Endpoint endpoint : this.paths.endpoints()) {
			List<String> patterns = this.paths.patterns(endpoint);
			boolean isJwks = endpoint == Endpoint.JWKS;
			PathItem item = Objects
				.requireNonNull(ours.get(isJwks ? endpoint.path() : "/auth" + endpoint.path() + "/"));
			item.readOperations().forEach(this::describe);
			application.addPathItem(patterns.get(isJwks ? 0 : 1), item);
		}
	}

	private void describe(Operation operation) {
		operation.setTags(operation.getTags().stream().map((tag) -> PREFIX + " " + tag).toList());
		if (operation.getParameters() != null && !this.cookies.isOn()) {
			operation.getParameters().removeIf((parameter) -> COOKIE_PARAMETERS.contains(nameIn(parameter.get$ref())));
		}
		if (operation.getSecurity() == null) {
			// what the application asks of its own is not asked here
			operation.setSecurity(List.of());
		}
		operation.getResponses().values().forEach(this::describe);
	}

	private static String nameIn(String reference) {
		return reference.substring(reference.lastIndexOf('/') + 1 + PREFIX.length());
	}

	/**
	 * A refusal has the one format that is set.
	 */
	private void describe(ApiResponse response) {
		if (response.getHeaders() != null && !this.cookies.isOn()) {
			response.getHeaders().remove(HttpHeaders.SET_COOKIE);
		}
		if (response.getContent() == null || !response.getContent().containsKey(PROBLEM)) {
			return;
		}
		if (this.errorFormat == null) {
			response.setContent(null);
		}
		else {
			response.getContent().remove((this.errorFormat == ErrorFormat.DRF) ? PROBLEM : JSON);
		}
	}

	private void addComponents(Components ours, Components application) {
		name(ours.getSchemas());
		open(ours.getSchemas());
		if (!this.cookies.isOn()) {
			ours.getParameters().keySet().removeAll(COOKIE_PARAMETERS);
			ours.getHeaders().remove("SetCookie");
		}
		ours.getResponses().values().forEach(this::describe);
		ours.getSchemas().forEach((name, schema) -> application.addSchemas(PREFIX + name, schema));
		ours.getResponses().forEach((name, response) -> application.addResponses(PREFIX + name, response));
		ours.getParameters().forEach((name, parameter) -> application.addParameters(PREFIX + name, parameter));
		ours.getHeaders().forEach((name, header) -> application.addHeaders(PREFIX + name, header));
		ours.getSecuritySchemes().forEach((name, scheme) -> addScheme(name, scheme, application));
	}

	/**
	 * Its name is one that an application may take: then the application's stays.
	 */
	private static void addScheme(String name, SecurityScheme scheme, Components application) {
		if (application.getSecuritySchemes() == null || !application.getSecuritySchemes().containsKey(name)) {
			application.addSecuritySchemes(name, scheme);
		}
	}

	/**
	 * Gives the tokens of a login the names that are set.
	 */
	@SuppressWarnings("rawtypes") // as the library has it
	private void name(Map<String, Schema> schemas) {
		schemas.computeIfPresent("Tokens", (name, tokens) -> {
			name(tokens, "access", member(AuthTokenType.ACCESS));
			return name(tokens, "refresh", member(AuthTokenType.REFRESH));
		});
		schemas.computeIfPresent("SlidingToken", (name, token) -> name(token, "token", member(AuthTokenType.SLIDING)));
		schemas.computeIfPresent("EnrollmentToken",
				(name, token) -> name(token, "enrollment_token", this.web.enrollmentTokenMember()));
	}

	/**
	 * Lets an answer have the members that the application gives it.
	 */
	@SuppressWarnings({ "rawtypes", "unchecked" }) // as the library has it
	private void open(Map<String, Schema> schemas) {
		schemas.forEach((name, schema) -> {
			if (this.own.logins() && LOGINS.contains(name)) {
				schema.description("What the application answers to a complete login.")
					.properties(null)
					.required(null)
					.additionalProperties(true);
			}
			else if (this.own.methods() && OF_METHODS.contains(name)) {
				schema.additionalProperties(true);
			}
		});
	}

	private String member(AuthTokenType type) {
		return Objects.requireNonNull(this.web.tokenMembers().get(type));
	}

	@SuppressWarnings({ "rawtypes", "unchecked" })
	private static Schema name(Schema schema, String usual, String member) {
		Map<String, Schema> members = new LinkedHashMap<>();
		((Map<String, Schema>) schema.getProperties())
			.forEach((name, value) -> members.put(name.equals(usual) ? member : name, value));
		schema.setProperties(members);
		List<String> required = schema.getRequired();
		if (required.remove(usual)) {
			required.add(member);
		}
		return schema;
	}

}
