package io.github.jwt2fa.method.sent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.SpringProperties;

import static org.assertj.core.api.Assertions.assertThat;

class SentCodeAutoConfigurationTests {

	@AfterEach
	void reset() {
		SpringProperties.setProperty("spring.aot.enabled", null);
	}

	@Test
	void senderWhenThereIsNoneThenSaysWhetherThatIsFrozen() {
		assertThat(SentCodeAutoConfiguration.missing(0).action()).doesNotContain("ahead of time");
		SpringProperties.setFlag("spring.aot.enabled");
		assertThat(SentCodeAutoConfiguration.missing(0).action()).contains("ahead of time");
	}

}
