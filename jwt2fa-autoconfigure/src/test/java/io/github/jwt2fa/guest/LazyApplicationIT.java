package io.github.jwt2fa.guest;

import java.util.List;

import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application makes no bean before it is needed.
 */
class LazyApplicationIT {

	@Test
	void loginWhenBeansAreLazyThenSucceeds() {
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class, Whoami.class),
				"spring.main.lazy-initialization=true")) {
			assertThat(app.client().bearer(app.login("alice").text("access")).get("/whoami").body()).isEqualTo("alice");
		}
	}

}
