package io.github.jwt2fa.sample;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The executable jar after ahead-of-time processing, as the guide runs it.
 */
@Tag("aot")
@Timeout(180)
class AheadOfTimeIT {

	private static final String JAR = System.getProperty("sample.jar");

	private static final boolean AOT_CACHE = Runtime.version().feature() >= 25;

	@TempDir
	private Path folder;

	private SampleClient client;

	@Test
	void tourWhenProcessedAheadOfTimeThenIsTaken() throws Exception {
		Path log = this.folder.resolve("log");
		try (Instance sample = Instance.start(List.of("-Dspring.aot.enabled=true", "-jar", JAR), List.of(),
				ProcessBuilder.Redirect.to(log.toFile()))) {
			take(sample.client());
		}
		assertThat(log).content().contains("Starting AOT-processed SampleApplication");
	}

	@Test
	void tourWhenClassesComeFromACacheThenIsTaken() throws Exception {
		Path extracted = this.folder.resolve("application");
		String cache = this.folder.resolve("cache").toString();
		run(List.of("-Djarmode=tools", "-jar", JAR), List.of("extract", "--destination", extracted.toString()));
		String jar = extracted.resolve(Path.of(JAR).getFileName()).toString();
		run(List.of((AOT_CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + cache,
				"-Dspring.aot.enabled=true", "-Dspring.context.exit=onRefresh", "-jar", jar), List.of());
		Path classes = this.folder.resolve("classes");
		try (Instance sample = Instance.start(
				List.of((AOT_CACHE ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + cache,
						"-Xlog:class+load:file=" + classes, "-Dspring.aot.enabled=true", "-jar", jar),
				List.of(), ProcessBuilder.Redirect.DISCARD)) {
			take(sample.client());
		}
		assertThat(classes).content()
			.containsPattern("io\\.github\\.jwt2fa\\.login\\.TwoFactorLoginService source: shared objects file");
	}

	@Test
	void startWhenAPropertyThatTheBuildFixesIsAnotherThenFails() throws Exception {
		assertThat(run(List.of("-Dspring.aot.enabled=true", "-jar", JAR),
				List.of("--jwt2fa.state.store=jdbc", "--server.port=0")))
			.contains("APPLICATION FAILED TO START", "The property jwt2fa.state.store is jdbc, and was memory");
	}

	private static String run(List<String> application, List<String> arguments) throws IOException {
		Process process = new ProcessBuilder(Instance.command(application, arguments)).redirectErrorStream(true)
			.start();
		try {
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * What a user can do in the sample without a browser.
	 */
	private void take(SampleClient sample) {
		this.client = sample;
		String[] byMail = bearer(sample.login("alice", "alice-password", "alice@example.com"));
		AuthenticatorApp app = AuthenticatorApp
			.scanned(post("/auth/totp/setup/", Map.of(), byMail).get("provisioning_uri").asString(), Clock.systemUTC());
		post("/auth/totp/confirm/", Map.of("code", app.freshCode()), byMail);
		JsonNode login = logIn(Map.of("code", app.freshCode()));
		String[] user = bearer(login.get("access").asString());
		JsonNode codes = post("/auth/recovery-codes/", Map.of(), user).get("recovery_codes");
		logIn(Map.of("code", codes.get(0).asString(), "method", "recovery-code"));
		assertThat(post("/auth/passkey/setup/", Map.of(), user).get("public_key").get("rp").get("id").asString())
			.isEqualTo("localhost");
		assertThat(post("/auth/passkey/options/", Map.of()).get("token").asString()).isNotEmpty();
		assertThat(sample.read(sample.get("/auth/sessions/", user)).get("sessions")).hasSize(3);
		assertThat(sample.get("/api/me", user).body()).isEqualTo("{\"username\":\"alice\"}");
		JsonNode refreshed = post("/auth/refresh/", Map.of("refresh", login.get("refresh").asString()));
		post("/auth/logout-all/", Map.of(), user);
		assertThat(sample.post("/auth/refresh/", Map.of("refresh", refreshed.get("refresh").asString())).statusCode())
			.isEqualTo(401);
	}

	private JsonNode logIn(Map<String, String> proof) {
		Map<String, String> body = new LinkedHashMap<>(proof);
		body.put("code_token",
				post("/auth/get-code/", Map.of("username", "alice", "password", "alice-password")).get("token")
					.asString());
		return post("/auth/auth/", body);
	}

	private JsonNode post(String path, Map<String, String> body, String... headers) {
		HttpResponse<String> answer = this.client.post(path, body, headers);
		assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
		return this.client.read(answer);
	}

	private static String[] bearer(String access) {
		return new String[] { "Authorization", "Bearer " + access };
	}

}
