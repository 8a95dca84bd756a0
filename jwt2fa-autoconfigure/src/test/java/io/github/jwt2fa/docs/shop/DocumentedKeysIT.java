package io.github.jwt2fa.docs.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's keys that change while the application runs.
 */
class DocumentedKeysIT {

	private static final JWK FIRST = TestKeys.jwk(TestKeys.ec(256), "first");

	private static final JWK SECOND = TestKeys.jwk(TestKeys.ec(256), "second");

	@TempDir
	private Path directory;

	private Path write(JWK... keys) throws IOException {
		return Files.writeString(this.directory.resolve("token-keys.json"), new JWKSet(List.of(keys)).toString(false));
	}

	private static TestApplication start(Path file) {
		return TestApplication.alone(List.of(Shop.class, ApiSecurity.class, MountedKeys.class, Time.class),
				"jwt2fa.token.algorithm=ES256", "shop.token-keys=" + file);
	}

	private static String access(TestApplication app) {
		return app.login("alice", PASSWORD, "alice@example.com").text("access");
	}

	private static String kid(String token) throws ParseException {
		return JWSObject.parse(token).getHeader().getKeyID();
	}

	@Test
	void keysWhenTheFileChangesThenTheTokensOfBothAreGoodAndTheNewOneSigns() throws Exception {
		Path file = write(FIRST);
		String later;
		try (TestApplication next = start(write(SECOND))) {
			later = access(next);
		}
		write(FIRST);
		try (TestApplication app = start(file)) {
			String before = access(app);
			assertThat(kid(before)).isEqualTo("first");
			write(SECOND, FIRST);
			app.bean(MutableClock.class).advance(Duration.ofSeconds(10));
			assertThat(app.client().bearer(later).get("/api/me").status()).isEqualTo(200);
			assertThat(app.client().bearer(before).get("/api/me").status()).isEqualTo(200);
			assertThat(kid(access(app))).isEqualTo("second");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Time {

		@Bean(defaultCandidate = false)
		Clock jwt2faClock() {
			return new MutableClock();
		}

	}

}
