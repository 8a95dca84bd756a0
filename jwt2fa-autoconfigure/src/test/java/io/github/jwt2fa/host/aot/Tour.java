package io.github.jwt2fa.host.aot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.TestUsers;

/**
 * What a user can do in an application, by all that it offers: whatever is off there is
 * left out.
 */
final class Tour {

	private final ApiClient client;

	private final MutableClock clock;

	private final Supplier<String> lastCode;

	private final List<String> stations = new ArrayList<>();

	/**
	 * A tour of alice.
	 * @param client asks the application
	 * @param clock the application's
	 * @param lastCode the code that she was sent last
	 */
	Tour(ApiClient client, MutableClock clock, Supplier<String> lastCode) {
		this.client = client;
		this.clock = clock;
		this.lastCode = lastCode;
	}

	/**
	 * Takes it.
	 * @return what there was, in the order of the tour
	 * @throws AssertionError at the first thing that is not as it should be
	 */
	List<String> take() {
		ApiClient byMail = in("code-sender", auth(start(), this.lastCode.get(), Map.of()));
		AuthenticatorApp app = byMail.enroll(this.clock);
		this.clock.advance(Duration.ofSeconds(30));
		Answer login = auth(start(), app.code(), Map.of("trust_device", true));
		ApiClient user = in("totp", login);
		if (login.json().containsKey("device_token")) {
			in("trusted-device", this.client.post("/auth/get-code/", Map.of("username", "alice", "password",
					TestUsers.PASSWORD, "device_token", login.text("device_token"))));
		}
		Answer codes = user.post("/auth/recovery-codes/", Map.of());
		if (codes.status() != 404) {
			Object code = ((List<?>) require(200, codes).json().get("recovery_codes")).get(0);
			in("recovery-code", auth(start(), code.toString(), Map.of("method", "recovery-code")));
		}
		PasskeyDevice device = PasskeyDevice.at("https://shop.example");
		if (this.client.post("/auth/passkey/options/", Map.of()).status() == 200) {
			require(200, user.addPasskey(device));
			in("passkey", this.client.logIn(device));
		}
		require(200, user.get("/auth/factors/"));
		Object offered = require(200, this.client.post("/auth/get-code/", Map.of("username", "alice", "password",
				TestUsers.PASSWORD, "methods", List.of("recovery-code", "code-sender", "totp", "passkey"))))
			.json()
			.get("methods");
		require(401, this.client.get("/auth/sessions/"));
		List<?> sessions = (List<?>) require(200, user.get("/auth/sessions/")).json().get("sessions");
		// each station was a login
		require(this.stations.size() == sessions.size(), sessions);
		Answer refreshed = require(200, this.client.refresh(login.text("refresh")));
		this.stations.add("refresh");
		require(200, this.client.bearer(refreshed.text("access")).send("POST", "/auth/logout-all/"));
		require(401, this.client.refresh(refreshed.text("refresh")));
		this.stations.add("logout");
		this.stations.add("offered " + offered);
		return this.stations;
	}

	private String start() {
		return require(200, this.client.getCode("alice", TestUsers.PASSWORD)).text("token");
	}

	private Answer auth(String token, String code, Map<String, ?> more) {
		Map<String, Object> body = new LinkedHashMap<>(more);
		body.put("code_token", token);
		body.put("code", code);
		return this.client.post("/auth/auth/", body);
	}

	private ApiClient in(String station, Answer login) {
		this.stations.add(station);
		return this.client.bearer(require(200, login).text("access"));
	}

	private Answer require(int status, Answer answer) {
		require(answer.status() == status, answer);
		return answer;
	}

	private void require(boolean expected, Object found) {
		if (!expected) {
			throw new AssertionError("After " + this.stations + ": " + found);
		}
	}

}
