package io.github.jwt2fa.sample;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the page for how long a device may be trusted.
 */
@RestController
class SampleTrustController {

	private final Duration maxAge;

	SampleTrustController(@Value("${jwt2fa.trusted-devices.max-age:0s}") Duration maxAge) {
		this.maxAge = maxAge;
	}

	@GetMapping("/sample/trust")
	Trust trust() {
		return new Trust(this.maxAge.toDays());
	}

	record Trust(long days) {

	}

}
