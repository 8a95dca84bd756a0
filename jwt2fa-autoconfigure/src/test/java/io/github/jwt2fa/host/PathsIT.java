package io.github.jwt2fa.host;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application decides where everything is.
 */
class PathsIT {

	private static final Map<String, String> ALICE = Map.of("username", "alice", "password", TestUsers.PASSWORD);

	@Test
	void endpointsWhenServletAndContextHavePathsThenAreBelowThem() {
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class, Whoami.class),
				"spring.mvc.servlet.path=/api", "server.servlet.context-path=/ctx")) {
			assertThatOnlyTheFirstLogsIn(app, "/ctx/api/auth", "/ctx/auth", "/ctx/api/whoami");
			Answer invalid = app.client().post("/ctx/api/auth/get-code/", Map.of());
			assertThat(invalid.code()).isEqualTo("invalid");
			Answer method = app.client().get("/ctx/api/auth/get-code");
			assertThat(method.code()).isEqualTo("method_not_allowed");
			// of the container, which knows no token
			assertThat(app.client().bearer("any").get("/ctx/nowhere").status()).isEqualTo(404);
		}
	}

	@Test
	void endpointsWhenPlacedOneByOneThenAreThereAlone() {
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class, Whoami.class), "jwt2fa.base-path=/",
				"jwt2fa.paths.auth=/login/second-step", "jwt2fa.paths.verify=none")) {
			String codeToken = app.client().post("/get-code", ALICE).text("token");
			Answer login = app.client()
				.post("/login/second-step/", Map.of("code_token", codeToken, "code", app.lastCodeFor("alice")));
			assertThat(app.client().post("/refresh", Map.of("refresh", login.text("refresh"))).json())
				.containsOnlyKeys("access", "refresh");
			for (String gone : List.of("/auth", "/auth/get-code", "/auth/auth", "/verify")) {
				assertThat(app.client().post(gone, ALICE).code()).isEqualTo("not_authenticated");
				assertThat(app.client().bearer(login.text("access")).post(gone, ALICE).status()).isEqualTo(404);
			}
		}
	}

	private static void assertThatOnlyTheFirstLogsIn(TestApplication app, String base, String other, String resource) {
		assertThat(app.client().post(other + "/get-code", ALICE).status()).isNotEqualTo(200);
		String codeToken = app.client().post(base + "/get-code", ALICE).text("token");
		Answer login = app.client()
			.post(base + "/auth", Map.of("code_token", codeToken, "code", app.lastCodeFor("alice")));
		assertThat(app.client().get(resource).code()).isEqualTo("not_authenticated");
		assertThat(app.client().bearer(login.text("access")).get(resource).body()).isEqualTo("alice");
	}

}
