package io.github.jwt2fa.web.cookie;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.github.jwt2fa.response.InvalidFieldsException;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.web.body.RequestBody;
import io.github.jwt2fa.web.body.RequestBodyReader;
import jakarta.servlet.http.Cookie;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tokens between bodies and cookies.
 */
class TokenCookiesTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private final MutableClock clock = new MutableClock(NOW);

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private TokenCookies cookies(Map<TokenCookie, Function<String, @Nullable Instant>> ends) {
		return new TokenCookies(new CookieSettings("shop"), ends, this.clock);
	}

	private static MockHttpServletRequest request(Cookie... cookies) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/auth/get-code/");
		request.addHeader("Jwt2fa-Tokens", "cookie");
		request.setCookies(cookies);
		return request;
	}

	private static RequestBody body(MockHttpServletRequest request, String json) {
		request.setContentType("application/json");
		request.setContent(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
		return new RequestBodyReader().read(request);
	}

	@Test
	void moveWhenAMemberThenItIsInACookieToItsEnd() {
		Map<String, Object> answer = new LinkedHashMap<>(Map.of("access", "a", "device_token", "d-1_x"));
		cookies(Map.of(TokenCookie.DEVICE, (token) -> NOW.plus(Duration.ofDays(30)))).move(this.response, answer,
				TokenCookie.DEVICE);
		assertThat(answer).containsOnlyKeys("access");
		assertThat(this.response.getHeaders("Set-Cookie")).singleElement()
			.asString()
			.startsWith("__Host-shop-device=d-1_x; Path=/; Max-Age=2592000; ")
			.endsWith("; Secure; HttpOnly; SameSite=Strict");
	}

	@Test
	void moveWhenNoMemberOrNoRowThenNothing() {
		Map<String, Object> answer = new LinkedHashMap<>(Map.of("access", "a"));
		cookies(Map.of(TokenCookie.DEVICE, (token) -> NOW)).move(this.response, answer, TokenCookie.DEVICE);
		answer.put("device_token", "d");
		cookies(Map.of()).move(this.response, answer, TokenCookie.DEVICE);
		assertThat(answer).containsOnlyKeys("access", "device_token");
		assertThat(this.response.getHeaderNames()).isEmpty();
	}

	@Test
	void writeWhenNobodyKnowsTheEndThenAsLongAsTheBrowserRuns() {
		cookies(Map.of(TokenCookie.REFRESH, (token) -> null)).write(this.response, TokenCookie.REFRESH, "r");
		assertThat(this.response.getHeader("Set-Cookie"))
			.isEqualTo("__Host-shop-refresh=r; Path=/; Secure; HttpOnly; SameSite=Strict");
	}

	@Test
	void writeWhenTheEndIsPastThenNotAtAll() {
		cookies(Map.of(TokenCookie.REFRESH, (token) -> NOW.minusSeconds(5))).write(this.response, TokenCookie.REFRESH,
				"r");
		assertThat(this.response.getHeader("Set-Cookie")).contains("; Max-Age=0; ");
	}

	@Test
	void readWhenACookieThenItIsAField() {
		TokenCookies cookies = cookies(Map.of(TokenCookie.DEVICE, (token) -> NOW));
		MockHttpServletRequest request = request(new Cookie("__Host-shop-device", "d"));
		RequestBody body = cookies.read(request, body(request, "{\"username\":\"ada\"}"), TokenCookie.DEVICE);
		assertThat(body.optionalText("device_token")).isEqualTo("d");
		assertThat(body.text("username")).isEqualTo("ada");
		body.requireNoFaults();
	}

	@Test
	void readWhenInTheBodyTooThenIsAtFault() {
		TokenCookies cookies = cookies(Map.of(TokenCookie.DEVICE, (token) -> NOW));
		for (MockHttpServletRequest request : new MockHttpServletRequest[] { request(),
				request(new Cookie("__Host-shop-device", "d")) }) {
			RequestBody body = cookies.read(request, body(request, "{\"device_token\":\"d\"}"), TokenCookie.DEVICE);
			body.optionalText("device_token");
			assertThatExceptionOfType(InvalidFieldsException.class).isThrownBy(body::requireNoFaults)
				.satisfies((ex) -> assertThat(ex.fields()).isEqualTo(Map.of("device_token", "jwt2fa.field.in-cookie")));
		}
	}

	@Test
	void readWhenNoneOrSeveralOrGarbageThenThereIsNoField() {
		TokenCookies cookies = cookies(Map.of(TokenCookie.DEVICE, (token) -> NOW));
		Cookie good = new Cookie("__Host-shop-device", "d");
		for (MockHttpServletRequest request : new MockHttpServletRequest[] { request(), request(good, good),
				request(new Cookie("__Host-shop-device", "")), request(new Cookie("__Host-shop-device", "a b")),
				request(new Cookie("shop-device", "d")) }) {
			RequestBody body = cookies.read(request, body(request, "{}"), TokenCookie.DEVICE);
			assertThat(body.has("device_token")).isFalse();
			body.requireNoFaults();
		}
	}

	@Test
	void readWhenOffOrNotAskedForOrWithoutARowThenTheBodyStands() {
		MockHttpServletRequest request = request(new Cookie("__Host-shop-device", "d"));
		RequestBody body = body(request, "{\"device_token\":\"of the body\"}");
		assertThat(cookies(Map.of()).read(request, body, TokenCookie.DEVICE)).isSameAs(body);
		TokenCookies off = new TokenCookies(new CookieSettings(""), Map.of(TokenCookie.DEVICE, (token) -> NOW),
				this.clock);
		assertThat(off.areAskedFor(request)).isFalse();
		assertThat(off.read(request, body, TokenCookie.DEVICE)).isSameAs(body);
		request.removeHeader("Jwt2fa-Tokens");
		TokenCookies on = cookies(Map.of(TokenCookie.DEVICE, (token) -> NOW));
		assertThat(on.read(request, body, TokenCookie.DEVICE)).isSameAs(body);
	}

}
