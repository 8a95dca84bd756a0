package io.github.jwt2fa.test;

import java.math.BigInteger;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;

import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.web.WebSettings;
import io.github.jwt2fa.web.endpoint.Endpoint;
import io.github.jwt2fa.web.endpoint.EndpointPaths;
import io.github.jwt2fa.token.AuthTokenType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Holds each answer of an application's endpoints against {@code openapi.yaml}, so that
 * document and code can't part. What the application replaces by beans of its own is its
 * business: other bodies of refusals and of logins, and what its own methods add.
 */
public final class ApiContract {

	private static final JsonMapper JSON = new JsonMapper();

	/** What means nothing where the document does not tell of it. */
	private static final List<String> TELLING_HEADERS = List.of("Allow", "Retry-After", "Set-Cookie",
			"WWW-Authenticate");

	/** Where the members of a login's tokens are settings, and methods may add others. */
	private static final Set<Endpoint> LOGIN = Set.of(Endpoint.GET_CODE, Endpoint.AUTH, Endpoint.STEP_UP);

	private final OpenApiDocument document = OpenApiDocument.ours();

	private final Map<String, Endpoint> endpoints = new HashMap<>();

	private final Map<String, String> members = new HashMap<>();

	private final boolean ownErrors;

	private final boolean ownLogins;

	private final boolean ownMethods;

	private ApiContract(ApplicationContext context) {
		Environment environment = context.getEnvironment();
		String prefix = environment.getProperty("server.servlet.context-path", "")
				+ environment.getProperty("spring.mvc.servlet.path", "");
		// an application without the library has none of them
		context.getBeanProvider(EndpointPaths.class)
			.ifAvailable((paths) -> paths.endpoints()
				.forEach((endpoint) -> paths.patterns(endpoint)
					.forEach((path) -> this.endpoints.put(prefix + path, endpoint))));
		context.getBeanProvider(WebSettings.class).ifAvailable((settings) -> {
			settings.tokenMembers()
				.forEach((type, member) -> this.members.put(member,
						(type == AuthTokenType.SLIDING) ? "token" : type.claim()));
			this.members.put(settings.enrollmentTokenMember(), "enrollment_token");
		});
		this.ownErrors = !context.containsBean("jwt2faErrorRenderer");
		this.ownLogins = !context.containsBean("jwt2faLoginResponseRenderer");
		this.ownMethods = context.getBeansOfType(TwoFactorMethodHandler.class)
			.keySet()
			.stream()
			.anyMatch((name) -> !name.startsWith("jwt2fa"));
	}

	/**
	 * The contract of an application, with its own paths.
	 */
	public static ApiContract of(ApplicationContext context) {
		return new ApiContract(context);
	}

	/**
	 * Looks at an answer.
	 * @throws AssertionError if the document does not tell of it
	 */
	void check(HttpRequest request, HttpResponse<String> response) {
		Endpoint endpoint = this.endpoints.get(request.uri().getRawPath());
		if (endpoint == null || request.method().equals("OPTIONS") || isOfCors(response)) {
			return;
		}
		List<String> faults = new ArrayList<>();
		String method = request.method().equals("HEAD") ? "get" : request.method().toLowerCase();
		OpenApiDocument.Place operation = this.document.at("paths", OpenApiDocument.pathOf(endpoint), method);
		OpenApiDocument.Place answer = operation.exists()
				? operation.to("responses", String.valueOf(response.statusCode()))
				: this.document.at("components", "responses", "MethodNotAllowed");
		boolean isOk = response.statusCode() == 200;
		if (!answer.exists() || (!operation.exists() && response.statusCode() != 405)) {
			faults.add("status " + response.statusCode() + " is not documented");
		}
		else if (isOk || !this.ownErrors) {
			checkHeaders(answer, response, faults);
			if (!request.method().equals("HEAD")) {
				checkBody(endpoint, answer, response, faults);
			}
		}
		if (isOk && operation.to("requestBody").exists()) {
			checkRequest(operation, request, faults);
		}
		if (!faults.isEmpty()) {
			throw new AssertionError(
					"openapi.yaml does not tell of this: " + request.method() + " " + request.uri().getPath() + " -> "
							+ response.statusCode() + " " + response.body() + "\n  " + String.join("\n  ", faults));
		}
	}

	/**
	 * The application's rules for other origins, in Spring's words.
	 */
	private static boolean isOfCors(HttpResponse<String> response) {
		return response.statusCode() == 403 && response.body().equals("Invalid CORS request");
	}

	private static void checkHeaders(OpenApiDocument.Place answer, HttpResponse<String> response, List<String> faults) {
		TELLING_HEADERS.stream()
			.filter((name) -> response.headers().firstValue(name).isPresent() && !answer.to("headers", name).exists())
			.forEach((name) -> faults
				.add("header " + name + " is not documented: " + response.headers().allValues(name)));
		for (String name : answer.to("headers").node().propertyNames()) {
			OpenApiDocument.Place header = answer.to("headers", name);
			List<String> values = response.headers().allValues(name);
			if (values.isEmpty() && header.node().path("required").asBoolean(false)) {
				faults.add("header " + name + " is missing");
			}
			values.forEach((value) -> header.to("schema")
				.faultsOf(value.matches("\\d+") ? JSON.readTree(value) : JSON.valueToTree(value))
				.forEach((fault) -> faults.add("header " + name + ": " + value + fault)));
		}
	}

	private void checkBody(Endpoint endpoint, OpenApiDocument.Place answer, HttpResponse<String> response,
			List<String> faults) {
		boolean isLogin = response.statusCode() == 200 && LOGIN.contains(endpoint);
		if (isLogin && this.ownLogins) {
			return;
		}
		String type = response.headers().firstValue("Content-Type").orElse("none");
		OpenApiDocument.Place content = answer.to("content", type);
		if (!content.exists()) {
			faults.add("content type " + type + " is not documented");
			return;
		}
		try {
			JsonNode body = JSON.readTree(response.body());
			faults.addAll(content.to("schema").faultsOf(isLogin ? usual(body, content.to("schema")) : body));
		}
		catch (JacksonException ex) {
			faults.add("the body is not JSON");
		}
	}

	/**
	 * A login's answer as it is by default.
	 */
	private JsonNode usual(JsonNode body, OpenApiDocument.Place schema) {
		Set<String> known = membersOf(schema).keySet();
		if (!body.path("methods").valueStream().map(JsonNode::asString).toList().contains("passkey")) {
			known.remove("public_key");
		}
		ObjectNode usual = JSON.createObjectNode();
		body.properties().forEach((member) -> {
			String name = this.members.getOrDefault(member.getKey(), member.getKey());
			if (!this.ownMethods || known.contains(name)) {
				usual.set(name, member.getValue());
			}
		});
		return usual;
	}

	/**
	 * All members that a schema names, be it in one of its alternatives, and their
	 * schemas.
	 */
	private static Map<String, OpenApiDocument.Place> membersOf(OpenApiDocument.Place schema) {
		Map<String, OpenApiDocument.Place> members = new HashMap<>();
		schema.node()
			.path("properties")
			.propertyNames()
			.forEach((name) -> members.put(name, schema.to("properties", name)));
		for (String alternatives : List.of("anyOf", "oneOf", "allOf")) {
			for (int i = 0; i < schema.node().path(alternatives).size(); i++) {
				members.putAll(membersOf(schema.to(alternatives, String.valueOf(i))));
			}
		}
		return members;
	}

	/**
	 * Looks at what was taken. Forms are all text, and so the tests of bodies look at
	 * them.
	 */
	private void checkRequest(OpenApiDocument.Place operation, HttpRequest request, List<String> faults) {
		String type = request.headers().firstValue("Content-Type").orElse("");
		HttpRequest.BodyPublisher body = request.bodyPublisher().orElse(HttpRequest.BodyPublishers.noBody());
		if (!type.startsWith("application/json") || body.contentLength() <= 0) {
			return;
		}
		OpenApiDocument.Place schema = operation.to("requestBody", "content", "application/json", "schema");
		Map<String, OpenApiDocument.Place> known = membersOf(schema);
		ObjectNode usual = JSON.createObjectNode();
		JSON.readTree(textOf(body)).properties().forEach((member) -> {
			OpenApiDocument.Place place = known.get(member.getKey());
			if (place == null) {
				faults.add("member " + member.getKey() + " of the request is not documented");
			}
			else {
				usual.set(member.getKey(), usual(member.getValue(), place.node().path("type").asString("")));
			}
		});
		// what a method of the application's own takes for a credential, nobody knows
		// here
		if (!this.ownMethods || !usual.has("credential")) {
			schema.faultsOf(usual).forEach((fault) -> faults.add("request: " + fault));
		}
	}

	/**
	 * A number is as good as its text, and the text of a number or a flag as good as that
	 * (section 1 of the contract).
	 */
	private static JsonNode usual(JsonNode value, String type) {
		if (type.equals("string") && value.isNumber()) {
			return JSON.valueToTree(value.asString());
		}
		String text = value.asString("").strip();
		if (type.equals("integer") && text.matches("\\d+")) {
			return JSON.valueToTree(new BigInteger(text));
		}
		return (type.equals("boolean") && text.matches("true|false")) ? JSON.valueToTree(Boolean.valueOf(text)) : value;
	}

	private static String textOf(HttpRequest.BodyPublisher body) {
		HttpResponse.BodySubscriber<String> text = HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
		body.subscribe(new Flow.Subscriber<>() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				text.onSubscribe(subscription);
			}

			@Override
			public void onNext(ByteBuffer bytes) {
				text.onNext(List.of(bytes));
			}

			@Override
			public void onError(Throwable failure) {
				text.onError(failure);
			}

			@Override
			public void onComplete() {
				text.onComplete();
			}

		});
		return text.getBody().toCompletableFuture().join();
	}

}
