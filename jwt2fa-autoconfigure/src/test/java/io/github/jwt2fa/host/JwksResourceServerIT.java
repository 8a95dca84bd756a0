package io.github.jwt2fa.host;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.JWK;
import com.sun.net.httpserver.HttpServer;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.host.partner.PartnerApplication;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A resource server of Spring's, in a process of its own, opens its resources to our
 * access tokens: all that it knows of us is where our public keys are.
 */
@Tag("slow")
class JwksResourceServerIT {

	private static final JWK FIRST = TestKeys.jwk(TestKeys.rsa(), "first");

	private static TestApplication app;

	private static volatile ApiClient published;

	private static HttpServer relay;

	private static Process partner;

	private static ApiClient orders;

	/**
	 * The address of the keys stays the same when another application takes over.
	 */
	@BeforeAll
	@Timeout(60)
	static void start() throws IOException, URISyntaxException {
		app = startApp("RS256", FIRST);
		published = app.client();
		relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		relay.createContext("/", (exchange) -> {
			byte[] keys = published.get("/.well-known/jwks.json").body().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, keys.length);
			exchange.getResponseBody().write(keys);
			exchange.close();
		});
		relay.start();
		orders = new ApiClient(startPartner("http://127.0.0.1:" + relay.getAddress().getPort() + "/jwks.json"));
	}

	@AfterAll
	static void stop() {
		if (partner != null) {
			partner.destroyForcibly();
		}
		relay.stop(0);
		app.close();
	}

	/**
	 * An application that has the time of the partner.
	 */
	private static TestApplication startApp(String algorithm, JWK key, String... more) {
		List<String> properties = new ArrayList<>(Arrays.asList(more));
		properties.add("jwt2fa.token.algorithm=" + algorithm);
		properties.add("jwt2fa.token.signing-key=" + key.toJSONString());
		TestApplication app = TestApplication.with(
				List.of(NoDatabase.class, TestApplication.Events.class, TestApplication.Resources.class),
				properties.toArray(String[]::new));
		setTime(app, Instant.now());
		return app;
	}

	private static void setTime(TestApplication app, Instant time) {
		app.clock().advance(Duration.between(app.clock().instant(), time));
	}

	private static int startPartner(String keys) throws IOException, URISyntaxException {
		Path ours = Path.of(TwoFactorMethod.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !Path.of(entry).equals(ours))
			.collect(Collectors.joining(File.pathSeparator));
		partner = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
				"-XX:TieredStopAtLevel=1", "-cp", classPath, PartnerApplication.class.getName(), "--server.port=0",
				"--server.address=127.0.0.1", "--spring.main.banner-mode=off", "--logging.level.root=warn",
				"--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + keys,
				"--spring.security.oauth2.resourceserver.jwt.jws-algorithms=RS256,ES256")
			.redirectErrorStream(true)
			.start();
		StringBuilder told = new StringBuilder();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(partner.getInputStream(), StandardCharsets.UTF_8));
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			if (line.startsWith("Port ")) {
				return Integer.parseInt(line.substring("Port ".length()));
			}
			told.append(line).append('\n');
		}
		throw new IllegalStateException("The partner did not start: " + told);
	}

	private static void assertRefused(String token) {
		Answer answer = orders.bearer(token).get("/orders");
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
	}

	@Test
	void resourceWhenAccessTokenThenOpensAndKnowsTheUser() {
		Answer login = app.login("alice");
		assertThat(orders.bearer(login.text("access")).get("/orders").body()).isEqualTo("the orders of alice");
		String refreshed = app.client().refresh(login.text("refresh")).text("access");
		assertThat(orders.bearer(refreshed).get("/orders").body()).isEqualTo("the orders of alice");
		assertThat(orders.get("/orders").status()).isEqualTo(401);
	}

	@Test
	void resourceWhenTokenIsOfAnotherTypeThenRefuses() {
		assertRefused(app.login("alice").text("refresh"));
		assertRefused(app.codeTokenFor("alice"));
		try (TestApplication other = startApp("RS256", FIRST, "jwt2fa.trusted-2fa-methods=totp")) {
			String enrollment = other.login("alice").text("enrollment_token");
			assertThat(other.client().bearer(enrollment).send("POST", "/auth/totp/setup/").status()).isEqualTo(200);
			assertRefused(enrollment);
		}
	}

	@Test
	void resourceWhenTokenHasExpiredThenRefuses() {
		setTime(app, Instant.now().minus(Duration.ofMinutes(7)));
		String access = app.login("alice").text("access");
		setTime(app, Instant.now());
		assertRefused(access);
		assertThat(app.client().bearer(access).get("/me").code()).isEqualTo("token_not_valid");
	}

	@Test
	void resourceWhenTokenWasChangedThenRefuses() {
		String access = app.login("alice").text("access");
		String[] parts = access.split("\\.", -1);
		String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
		String other = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(claims.replace("alice", "admin").getBytes(StandardCharsets.UTF_8));
		assertRefused(parts[0] + "." + other + "." + parts[2]);
	}

	@Test
	void resourceWhenKeysAreRotatedThenOpensToTokensOfBoth() {
		String before = app.login("alice").text("access");
		assertThat(orders.bearer(before).get("/orders").status()).isEqualTo(200);
		JWK second = TestKeys.jwk(TestKeys.ec(256), "second");
		try (TestApplication next = startApp("ES256", second,
				"jwt2fa.token.verifying-keys[0]=" + FIRST.toPublicJWK().toJSONString())) {
			String access = next.login("bob").text("access");
			assertRefused(access);
			published = next.client();
			assertThat(orders.bearer(access).get("/orders").body()).isEqualTo("the orders of bob");
			assertThat(orders.bearer(before).get("/orders").body()).isEqualTo("the orders of alice");
			assertThat(next.client().bearer(before).get("/me").text("username")).isEqualTo("alice");
		}
		finally {
			published = app.client();
		}
	}

}
