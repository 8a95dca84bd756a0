package io.github.jwt2fa.test.shop;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slice that is about a controller alone, and leaves Spring Security out.
 */
@WebMvcTest(controllers = OrderController.class, excludeAutoConfiguration = ServletWebSecurityAutoConfiguration.class)
class NoSecuritySliceIT {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void requestWhenNothingProtectsThenAnswered() {
		assertThat(this.mvc.get().uri("/orders")).hasStatusOk();
	}

}
