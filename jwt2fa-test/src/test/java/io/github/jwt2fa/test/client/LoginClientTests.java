package io.github.jwt2fa.test.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a client asks for, and what it makes of the answers.
 */
class LoginClientTests {

	private final List<String> requests = new ArrayList<>();

	private final Deque<String> answers = new ArrayDeque<>();

	private final LoginClient client = LoginClient.over((path, json, token) -> {
		this.requests.add(path + " " + json);
		return new LoginTransport.Response(200, this.answers.remove());
	});

	private Login login(LoginClient loggingIn, String answer) {
		this.answers.add(answer);
		return loggingIn.login("alice", "secret").withPasswordAlone();
	}

	@Test
	void basePathWhenNoneThenOneSlash() {
		login(this.client.basePath("/"), "{}");
		login(this.client.basePath("/login"), "{}");
		assertThat(this.requests).satisfiesExactly((first) -> assertThat(first).startsWith("/get-code/ "),
				(second) -> assertThat(second).startsWith("/login/get-code/ "));
	}

	@Test
	void answerWhenAMemberIsNullThenItIsThere() {
		Login login = login(this.client, "{\"access\": \"a\", \"greeting\": null}");
		assertThat(login.answer()).containsEntry("greeting", null);
		assertThat(login.accessToken()).isEqualTo("a");
	}

	@Test
	void refreshWhenTheRefreshTokenStaysThenItIsKeptBesideAllElse() {
		Login login = login(this.client, "{\"access\": \"a\", \"refresh\": \"r\"}");
		this.answers.add("{\"access\": \"b\", \"expires_in\": 300}");
		Login refreshed = login.refresh();
		assertThat(refreshed.answer()).containsEntry("expires_in", 300);
		assertThat(refreshed.accessToken()).isEqualTo("b");
		assertThat(refreshed.refreshToken()).isEqualTo("r");
	}

	@Test
	void refreshWhenTheAnswerHasNoAccessTokenThenToldWhatItHas() {
		Login login = login(this.client, "{\"access\": \"a\", \"refresh\": \"r\"}");
		this.answers.add("{\"ticket\": \"b\"}");
		Login refreshed = login.refresh();
		assertThatIllegalStateException().isThrownBy(refreshed::accessToken).withMessageContaining("ticket");
	}

	@Test
	void membersWhenOfTheApplicationThenReadFromTheLoginAlone() {
		Login login = login(this.client.members((member) -> "my_" + member),
				"{\"my_access\": \"a\", \"my_refresh\": \"r\"}");
		assertThat(login.accessToken()).isEqualTo("a");
		this.answers.add("{\"access\": \"b\", \"refresh\": \"s\"}");
		Login refreshed = login.refresh();
		assertThat(this.requests).last().asString().contains("{\"refresh\":\"r\"}");
		assertThat(refreshed.accessToken()).isEqualTo("b");
		assertThat(refreshed.refreshToken()).isEqualTo("s");
	}

}
