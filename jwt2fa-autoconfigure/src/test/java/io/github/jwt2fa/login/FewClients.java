package io.github.jwt2fa.login;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;

import static io.github.jwt2fa.login.FloodedApplication.report;

/**
 * A few clients over real HTTP, behind a proxy that tells their addresses.
 */
final class FewClients {

	private static final String SPENT = "203.0.113.1";

	private static final String KNOWN = "203.0.113.2";

	private static final String UNKNOWN = "203.0.113.3";

	private final TestApplication app;

	private Login used = Login.NONE;

	private Login dead = Login.NONE;

	private Login live = Login.NONE;

	private Login last = Login.NONE;

	FewClients(TestApplication app) {
		this.app = app;
		for (String user : List.of("carol", "dave", "erin", "frank")) {
			app.users().put(TestUser.named(user));
		}
	}

	/**
	 * One address spends its rate. Of the users one logs in, one guesses, one waits, and
	 * one asks for as many code tokens as there may be.
	 */
	void comeBefore() {
		for (int i = 0; i < ManyAddresses.BURST; i++) {
			getCode(SPENT, "nobody");
		}
		this.used = begin("alice");
		report("http-login-before", outcome(auth(this.used)));
		this.dead = begin("bob");
		for (int i = 0; i < 5; i++) {
			auth(new Login(this.dead.token, "wrong"));
			this.app.clock().advance(Duration.ofSeconds(2));
		}
		this.live = begin("carol");
		begin("dave");
		begin("dave");
		this.last = begin("dave");
	}

	/**
	 * They try again, and somebody new comes.
	 */
	void comeAfter() {
		report("http-spent-address", outcome(getCode(SPENT, "alice")));
		report("http-unknown-address", outcome(getCode(UNKNOWN, "alice")));
		report("http-used-token", outcome(auth(this.used)));
		report("http-dead-token", outcome(auth(this.dead)));
		report("http-live-token", outcome(auth(this.live)));
		report("http-fourth-token", outcome(getCode(KNOWN, "dave")));
		report("http-newcomer", outcome(auth(begin("erin"))));
	}

	/**
	 * There is no room for another user.
	 */
	void comeWhenUsersAreFull() {
		report("http-newcomer-when-users-are-full", outcome(getCode(KNOWN, "frank")));
		report("http-fourth-token-when-users-are-full", outcome(getCode(KNOWN, "dave")));
		report("http-live-token-when-users-are-full", outcome(auth(this.last)));
	}

	private Login begin(String user) {
		Answer answer = getCode(KNOWN, user);
		return (answer.status() == 200)
				? new Login(answer.text("token"), this.app.mail().lastCodeFor(user + "@example.com"))
				: new Login(outcome(answer), "none");
	}

	private Answer getCode(String address, String user) {
		return post(address, "/auth/get-code/", Map.of("username", user, "password", TestUsers.PASSWORD));
	}

	private Answer auth(Login login) {
		return post(KNOWN, "/auth/auth/", Map.of("code_token", login.token, "code", login.code));
	}

	private Answer post(String address, String path, Map<String, String> body) {
		return this.app.client().with("X-Forwarded-For", address).post(path, body);
	}

	private static String outcome(Answer answer) {
		return (answer.status() == 200) ? "200" : answer.status() + " " + answer.code();
	}

	/**
	 * What a login needs.
	 */
	private record Login(String token, String code) {

		private static final Login NONE = new Login("none", "none");

	}

}
