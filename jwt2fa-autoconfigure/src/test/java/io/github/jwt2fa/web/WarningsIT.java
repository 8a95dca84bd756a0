package io.github.jwt2fa.web;

import java.util.Map;

import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an operator is told once, with the property that mends it.
 */
@ExtendWith(OutputCaptureExtension.class)
class WarningsIT {

	private static final String FORWARDED = "has the header X-Forwarded-For";

	private static final String MEMORY = "kept in the memory of each instance";

	private static void comeThroughAProxy(TestApplication app) {
		for (int i = 0; i < 3; i++) {
			app.client()
				.with("X-Forwarded-For", "203.0.113." + i)
				.post("/auth/get-code/", Map.of("username", "nobody", "password", "wrong"));
		}
	}

	@Test
	void proxyWhenItsWordIsNotTakenThenToldOnce(CapturedOutput output) {
		try (TestApplication app = TestApplication.with()) {
			app.codeTokenFor("alice");
			assertThat(output).doesNotContain(FORWARDED);
			comeThroughAProxy(app);
			assertThat(StringUtils.countOccurrencesOf(output.getAll(), FORWARDED)).isEqualTo(1);
			assertThat(output).contains("server.forward-headers-strategy=native");
		}
	}

	@Test
	void proxyWhenItsWordIsTakenThenNothingIsTold(CapturedOutput output) {
		try (TestApplication app = TestApplication.with("server.forward-headers-strategy=native")) {
			comeThroughAProxy(app);
			assertThat(output).doesNotContain(FORWARDED).doesNotContain(MEMORY);
		}
	}

	@Test
	void memoryWhenInACloudThenToldAtTheStart(CapturedOutput output) {
		TestApplication.with("spring.main.cloud-platform=kubernetes").close();
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), MEMORY)).isEqualTo(1);
		assertThat(output).contains("jwt2fa.state.store=redis");
	}

	@Test
	void databaseWhenInACloudThenNothingIsTold(CapturedOutput output) {
		TestApplication.with("spring.main.cloud-platform=kubernetes", "jwt2fa.state.store=jdbc").close();
		assertThat(output).doesNotContain(MEMORY);
	}

}
