package io.github.jwt2fa.web;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.jwt2fa.enrollment.TwoFactorMethodService;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers.TestUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application is told.
 */
class EventsIT {

	private static TestApplication app;

	private String user;

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(TestApplication.App.class, LateListening.class),
				"jwt2fa.auth-token-retry-wait-time=0", "jwt2fa.max-auth-attempts-per-code-token=1");
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@BeforeEach
	void user() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
		app.events().clear();
		app.bean(LateListener.class).heard().clear();
	}

	private List<TwoFactorEvent> told() {
		return app.events(TwoFactorEvent.class);
	}

	@Test
	void eventsWhenOfARequestThenTellTheClientsAddress() {
		String codeToken = app.codeTokenFor(this.user);
		app.client().post("/auth/auth/", Map.of("code_token", codeToken, "code", "wrong"));
		app.client().post("/auth/auth/", Map.of("code_token", codeToken, "code", "wrong"));
		app.login(this.user);
		assertThat(told()).hasSizeGreaterThan(4)
			.allSatisfy((event) -> assertThat(event.clientAddress()).as("%s", event).isEqualTo("127.0.0.1"));
	}

	@Test
	void eventsWhenHeardInAnotherThreadThenTellTheClientsAddress() throws Exception {
		app.codeTokenFor(this.user);
		TwoFactorEvent heard = app.bean(LateListener.class).heard().poll(30, TimeUnit.SECONDS);
		assertThat(heard).isInstanceOf(TwoFactorEvent.CodeSent.class)
			.extracting(TwoFactorEvent::clientAddress)
			.isEqualTo("127.0.0.1");
	}

	@Test
	void eventsWhenOutsideOfARequestThenNoAddress() {
		app.bean(TwoFactorMethodService.class).reset(this.user);
		assertThat(told()).hasSize(2).allSatisfy((event) -> assertThat(event.clientAddress()).isNull());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class LateListening {

		@Bean
		LateListener lateListener() {
			return new LateListener();
		}

	}

	static class LateListener {

		private final BlockingQueue<TwoFactorEvent> heard = new LinkedBlockingQueue<>();

		@Async
		@EventListener
		public void on(TwoFactorEvent event) {
			this.heard.add(event);
		}

		// a proxy has no fields
		public BlockingQueue<TwoFactorEvent> heard() {
			return this.heard;
		}

	}

}
