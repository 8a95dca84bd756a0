package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many sessions a user may have, over two instances with one database.
 */
@Tag("stores")
class SessionLimitIT {

	private static final String URL = "spring.datasource.url";

	private static TestApplication one;

	private static TestApplication two;

	private String user;

	@BeforeAll
	static void start() {
		one = instance();
		two = instance(URL + "=" + one.bean(Environment.class).getProperty(URL));
	}

	private static TestApplication instance(String... more) {
		List<String> all = new ArrayList<>(List.of("jwt2fa.token.max-sessions-per-user=3",
				"jwt2fa.fallback-2fa-method=no-2fa", "jwt2fa.trusted-2fa-methods=no-2fa",
				"jwt2fa.jdbc.initialize-schema=always", "spring.jpa.hibernate.ddl-auto=update"));
		all.addAll(List.of(more));
		return TestApplication.with(all.toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		two.close();
		one.close();
	}

	@BeforeEach
	void newUser() {
		this.user = one.newUser();
		two.users().put(TestUser.named(this.user));
		one.events().clear();
		two.events().clear();
	}

	private Answer login(TestApplication instance) {
		Answer answer = instance.client().getCode(this.user, TestUsers.PASSWORD);
		assertThat(answer.status()).isEqualTo(200);
		return answer;
	}

	private static int refresh(Answer login) {
		return two.client().refresh(login.text("refresh")).status();
	}

	private List<LoginSession> sessions() {
		return one.bean(LoginSessionRepository.class).findByUserId(this.user);
	}

	@Test
	void loginWhenAsManyAsMayBeThenTheOldestEndsAndIsTold() {
		Answer oldest = login(one);
		one.clock().advance(Duration.ofSeconds(1));
		List<Answer> others = List.of(login(one), login(one));
		assertThat(refresh(oldest)).isEqualTo(200);
		Answer next = login(one);
		assertThat(refresh(oldest)).isEqualTo(401);
		others.forEach((login) -> assertThat(refresh(login)).isEqualTo(200));
		assertThat(refresh(next)).isEqualTo(200);
		assertThat(one.events(TwoFactorEvent.LoggedOut.class)).singleElement()
			.satisfies((event) -> assertThat(event.session())
				.isEqualTo(TokenText.claimsOf(oldest.text("access")).get("sid")));
	}

	@Test
	void loginWhenSomeAreOverThenTheyDoNotCount() {
		Answer first = login(one);
		Answer second = login(one);
		one.client().logout(login(one).text("refresh"));
		login(two);
		assertThat(refresh(first)).isEqualTo(200);
		assertThat(refresh(second)).isEqualTo(200);
		assertThat(sessions()).hasSize(3);
	}

	@Test
	void loginWhenTheClockOfTheHostIsBehindThenTheNewSessionGoesOn() {
		one.clock().advance(Duration.ofMinutes(2));
		Answer first = login(one);
		login(one);
		login(one);
		for (int i = 0; i < 5; i++) {
			assertThat(refresh(login(two))).isEqualTo(200);
		}
		assertThat(refresh(first)).isEqualTo(401);
		assertThat(sessions()).hasSize(3);
	}

	@Test
	void loginWhenManyAtOnceOnTwoInstancesThenAsManyGoOnAsMayBe() throws Exception {
		List<Answer> logins = AtOnce.results(8, 24, (i) -> login((i % 2 == 0) ? one : two));
		assertThat(sessions()).hasSize(3);
		assertThat(logins.stream().filter((login) -> refresh(login) == 200)).hasSize(3);
		// each end is told once, by the instance that did it
		assertThat(
				one.events(TwoFactorEvent.LoggedOut.class).size() + two.events(TwoFactorEvent.LoggedOut.class).size())
			.isEqualTo(21);
	}

	@Test
	void loginWhenOthersAreFullThenEachUserHasItsOwn() {
		Answer mine = login(one);
		String other = one.newUser();
		two.users().put(TestUser.named(other));
		for (int i = 0; i < 5; i++) {
			two.client().getCode(other, TestUsers.PASSWORD);
		}
		assertThat(refresh(mine)).isEqualTo(200);
	}

}
