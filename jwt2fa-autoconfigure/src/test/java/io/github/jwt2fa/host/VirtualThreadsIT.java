package io.github.jwt2fa.host;

import java.util.List;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application asks for virtual threads, which JDK 17 does not have and later ones do.
 */
class VirtualThreadsIT {

	private static final int USERS = 16;

	@AutoClose
	private static TestApplication app;

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(NoDatabase.class, Threads.class), "spring.threads.virtual.enabled=true");
		for (int i = 0; i < USERS; i++) {
			app.users().put(TestUsers.TestUser.named("user" + i));
		}
	}

	@Test
	void loginsWhenParallelThenAllSucceed() throws Exception {
		assertThat(AtOnce.results(USERS, USERS, (i) -> app.login("user" + i)))
			.allSatisfy((login) -> assertThat(login.json()).containsOnlyKeys("access", "refresh"));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void resourceWhenThreadsAreVirtualThenKnowsTheUser() {
		Answer answer = app.loggedIn("alice").get("/thread");
		assertThat(answer.body()).startsWith("VirtualThread");
	}

	@RestController
	static class Threads {

		@GetMapping("/thread")
		String thread() {
			return Thread.currentThread().toString();
		}

	}

}
