package io.github.jwt2fa.host;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All that a user does: log in, set up an authenticator app, log in by it, refresh, log
 * out everywhere.
 */
public final class Journey {

	private final ApiClient client;

	private final MutableClock clock;

	private final String password;

	private final Supplier<String> lastCode;

	/**
	 * A journey of alice.
	 * @param client asks the application
	 * @param clock the application's
	 * @param password her password
	 * @param lastCode the code that she was sent last
	 */
	public Journey(ApiClient client, MutableClock clock, String password, Supplier<String> lastCode) {
		this.client = client;
		this.clock = clock;
		this.password = password;
		this.lastCode = lastCode;
	}

	public void take() {
		String first = start();
		Answer login = complete(first, this.lastCode.get());
		ApiClient in = this.client.bearer(login.text("access"));
		AuthenticatorApp authenticator = in.enroll(this.clock);
		assertThat(require(in.get("/auth/2fa-method/")).text("method")).isEqualTo("totp");

		this.clock.advance(Duration.ofSeconds(30));
		Answer byTotp = complete(start(), authenticator.code());
		Answer refreshed = require(refresh(byTotp));
		require(this.client.bearer(refreshed.text("access")).send("POST", "/auth/logout-all/"));
		assertThat(refresh(refreshed).status()).isEqualTo(401);
		assertThat(refresh(login).status()).isEqualTo(401);
	}

	private String start() {
		return require(this.client.getCode("alice", this.password)).text("token");
	}

	private Answer complete(String codeToken, String code) {
		return require(this.client.auth(codeToken, code));
	}

	private Answer refresh(Answer login) {
		return this.client.refresh(login.text("refresh"));
	}

	private static Answer require(Answer answer) {
		assertThat(answer.status()).as(answer.toString()).isBetween(200, 204);
		return answer;
	}

}
