package io.github.jwt2fa.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import org.junit.jupiter.api.AfterAll;
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

	private static TestApplication app;

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(NoDatabase.class, Threads.class), "spring.threads.virtual.enabled=true");
		for (int i = 0; i < USERS; i++) {
			app.users().put(TestUsers.TestUser.named("user" + i));
		}
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@Test
	void loginsWhenParallelThenAllSucceed() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(USERS);
		try {
			List<Future<Answer>> logins = new ArrayList<>();
			for (int i = 0; i < USERS; i++) {
				String username = "user" + i;
				logins.add(executor.submit(() -> app.login(username)));
			}
			for (Future<Answer> login : logins) {
				assertThat(login.get().json()).containsOnlyKeys("access", "refresh");
			}
		}
		finally {
			executor.shutdown();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void resourceWhenThreadsAreVirtualThenKnowsTheUser() {
		Answer answer = app.client().bearer(app.login("alice").text("access")).get("/thread");
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
