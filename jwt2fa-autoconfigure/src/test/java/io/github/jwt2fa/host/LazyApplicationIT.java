package io.github.jwt2fa.host;

import java.util.List;

import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application makes no bean before it is needed.
 */
class LazyApplicationIT {

	@Test
	void loginWhenBeansAreLazyThenSucceeds() {
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class, Whoami.class),
				"spring.main.lazy-initialization=true")) {
			assertThat(app.loggedIn("alice").get("/whoami").body()).isEqualTo("alice");
		}
	}

	/**
	 * A filter of ours is registered while the server starts.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void serverWhenItStartsThenNothingOfMvcIsMade(boolean lazy) {
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class, Pages.class),
				"spring.main.lazy-initialization=" + lazy)) {
			assertThat(app.bean(Pages.class).serverWasStarting).isFalse();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Pages implements WebMvcConfigurer {

		private final boolean serverWasStarting;

		Pages() {
			this.serverWasStarting = StackWalker.getInstance()
				.walk((frames) -> frames.anyMatch((frame) -> frame.getMethodName().equals("onRefresh")));
		}

	}

}
