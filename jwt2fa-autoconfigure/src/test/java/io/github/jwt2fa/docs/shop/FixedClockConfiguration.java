package io.github.jwt2fa.docs.shop;

// tag::clock[]
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@TestConfiguration(proxyBeanMethods = false)
class FixedClockConfiguration {

	@Bean(defaultCandidate = false)
	Clock jwt2faClock() {
		return Clock.fixed(Instant.parse("2030-01-01T12:00:00Z"), ZoneOffset.UTC);
	}

}
// end::clock[]
