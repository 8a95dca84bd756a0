package io.github.jwt2fa.sample;

import java.time.Duration;
import java.time.Instant;

import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same in browser mode.
 */
@TestPropertySource(properties = "jwt2fa.cookies.prefix=sample")
class CookieLoginBrowserIT extends LoginBrowserIT {

	@Override
	void assertThatTheRefreshTokenIsKept() {
		Cookie cookie = this.page.cookie();
		assertThat(cookie.isHttpOnly()).isTrue();
		assertThat(cookie.isSecure()).isTrue();
		assertThat(cookie.getSameSite()).isEqualTo("Strict");
		assertThat(cookie.getPath()).isEqualTo("/");
		assertThat(cookie.getDomain()).isEqualTo("localhost");
		assertThat(Duration.between(Instant.now(), cookie.getExpiry().toInstant())).isCloseTo(Duration.ofDays(1),
				Duration.ofMinutes(1));
		assertThat(this.page.shows(By.id("refresh-token"))).isFalse();
		assertThat(this.page.shows(By.id("kept-in-cookie"))).isTrue();
		assertThat(this.page.shows(By.id("kept-in-memory"))).isFalse();
	}

}
