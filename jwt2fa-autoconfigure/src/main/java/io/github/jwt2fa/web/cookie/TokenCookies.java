package io.github.jwt2fa.web.cookie;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.github.jwt2fa.web.body.RequestBody;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Moves tokens between bodies and cookies, for requests whose header asks for it. A
 * browser sends cookies by itself, but no header: one that no form can send, and that the
 * script of another site may send after a preflight alone. So a cookie beside the header
 * is as good as a token in a body, and a cookie without it is nothing. Thread-safe.
 */
public final class TokenCookies {

	private static final String HEADER = "Jwt2fa-Tokens";

	private static final String IN_COOKIES = "cookie";

	/** Base64url and the dots of a JWT: anything else is no token of ours. */
	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]+");

	private static final Duration WHILE_IT_RUNS = Duration.ofSeconds(-1);

	private final CookieSettings settings;

	private final Map<TokenCookie, Function<String, @Nullable Instant>> ends;

	private final Clock clock;

	/**
	 * Cookies, or none where the settings say so.
	 * @param settings the names
	 * @param ends until when a browser keeps each, by its token; {@code null} for no
	 * longer than it runs. What is not in here stays in the bodies
	 * @param clock the time
	 */
	TokenCookies(CookieSettings settings, Map<TokenCookie, Function<String, @Nullable Instant>> ends, Clock clock) {
		this.settings = settings;
		this.ends = Map.copyOf(ends);
		this.clock = clock;
	}

	/**
	 * Whether a request wants cookies. Any other value of the header is as good as none.
	 * @param request the request
	 * @return {@code false} for every request where there are no cookies
	 */
	public boolean areAskedFor(HttpServletRequest request) {
		return this.settings.isOn() && IN_COOKIES.equalsIgnoreCase(request.getHeader(HEADER));
	}

	/**
	 * The body of a request as if the token of its cookie stood in it. In the body itself
	 * it is a fault beside the header: nobody could tell which one is meant.
	 * @param request the request
	 * @param body its body
	 * @param cookie the cookie
	 * @return the body to read; without the token where the cookie is absent, twice there
	 * or garbage
	 */
	public RequestBody read(HttpServletRequest request, RequestBody body, TokenCookie cookie) {
		return (this.ends.containsKey(cookie) && areAskedFor(request))
				? body.with(cookie.member(), valueOf(request, cookie.name(this.settings))) : body;
	}

	private static @Nullable String valueOf(HttpServletRequest request, String name) {
		Cookie[] cookies = request.getCookies();
		List<String> values = (cookies != null) ? Arrays.stream(cookies)
			.filter((cookie) -> cookie.getName().equals(name))
			.map(Cookie::getValue)
			.toList() : List.of();
		return (values.size() == 1 && TOKEN.matcher(values.get(0)).matches()) ? values.get(0) : null;
	}

	/**
	 * Moves a member of an answer into its cookie. Does nothing where there is none, so
	 * that the browser keeps the cookie that it has.
	 * @param response the response, not yet committed
	 * @param answer the members of the answer
	 * @param cookie the cookie
	 */
	public void move(HttpServletResponse response, Map<String, Object> answer, TokenCookie cookie) {
		if (this.ends.containsKey(cookie) && answer.get(cookie.member()) instanceof String token) {
			answer.remove(cookie.member());
			write(response, cookie, token);
		}
	}

	/**
	 * Has the browser keep a token to its end.
	 * @param response the response, not yet committed
	 * @param cookie the cookie
	 * @param token the token
	 */
	public void write(HttpServletResponse response, TokenCookie cookie, String token) {
		Function<String, @Nullable Instant> ends = this.ends.get(cookie);
		Instant end = (ends != null) ? ends.apply(token) : null;
		add(response, cookie, token, (end != null) ? untilThen(end) : WHILE_IT_RUNS);
	}

	private Duration untilThen(Instant end) {
		Duration rest = Duration.between(this.clock.instant(), end);
		return rest.isNegative() ? Duration.ZERO : rest;
	}

	/**
	 * Has the browser forget a token.
	 * @param response the response, not yet committed
	 * @param cookie the cookie
	 */
	public void clear(HttpServletResponse response, TokenCookie cookie) {
		add(response, cookie, "", Duration.ZERO);
	}

	/**
	 * By hand and not as a cookie of the container, to which an application may add what
	 * it likes for its own.
	 */
	private void add(HttpServletResponse response, TokenCookie cookie, String value, Duration maxAge) {
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(cookie.name(this.settings), value)
					.path("/")
					.secure(true)
					.httpOnly(true)
					.sameSite("Strict")
					.maxAge(maxAge)
					.build()
					.toString());
	}

}
