package io.github.jwt2fa.response;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.jwt2fa.FactorRequiredException;
import io.github.jwt2fa.LoginTooOldException;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;

/**
 * Puts refusals into the words and numbers of HTTP.
 */
public final class ErrorResponses {

	/** Seconds: about as long as a store takes to come back. */
	private static final String UNAVAILABLE_FOR = "5";

	private final MessageSource messages;

	private final LanguageNegotiation languages;

	/**
	 * Refusals in some words.
	 * @param messages the words, under {@code jwt2fa.error.} and the code
	 * @param languages tells the language of an answer
	 */
	public ErrorResponses(MessageSource messages, LanguageNegotiation languages) {
		this.messages = messages;
		this.languages = languages;
	}

	/**
	 * A refusal by the library.
	 * @param failure the refusal
	 * @param request the request
	 * @return the answer
	 */
	public ErrorResponse toResponse(TwoFactorException failure, HttpServletRequest request) {
		if (failure instanceof InvalidBearerTokenException invalid) {
			return ofInvalidToken(invalid, request);
		}
		if (failure instanceof LoginTooOldException tooOld) {
			return toResponse(tooOld.error(), BearerChallenge.insufficientAuthentication(List.of(), tooOld.maxAge()),
					request);
		}
		if (failure instanceof FactorRequiredException required) {
			return toResponse(required.error(), BearerChallenge.insufficientAuthentication(required.acrValues(), null),
					request);
		}
		Map<String, String> headers = new LinkedHashMap<>();
		Duration retryAfter = failure.retryAfter();
		if (retryAfter != null) {
			headers.put(HttpHeaders.RETRY_AFTER, Long.toString(wholeSeconds(retryAfter)));
		}
		return response(failure.error(), failure.detail(), Map.of(), Map.of(), headers, request);
	}

	/**
	 * A refusal that needs no more words.
	 * @param error what went wrong
	 * @param request the request
	 * @return the answer
	 */
	public ErrorResponse toResponse(TwoFactorError error, HttpServletRequest request) {
		return response(error, null, Map.of(), Map.of(), Map.of(), request);
	}

	/**
	 * A refusal of an HTTP method
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6">RFC 9110, section
	 * 15.5.6</a>).
	 * @param allowed the methods that are answered
	 * @param request the request
	 * @return the answer
	 */
	public ErrorResponse ofMethodNotAllowed(List<String> allowed, HttpServletRequest request) {
		return response(TwoFactorError.METHOD_NOT_ALLOWED, null, Map.of(), Map.of(),
				Map.of(HttpHeaders.ALLOW, String.join(", ", allowed)), request);
	}

	/**
	 * A refusal that tells the client what would help.
	 * @param error what went wrong
	 * @param challenge what is missing
	 * @param request the request
	 * @return the answer
	 */
	public ErrorResponse toResponse(TwoFactorError error, BearerChallenge challenge, HttpServletRequest request) {
		return response(error, null, Map.of(), Map.of(), Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge.value()),
				request);
	}

	/**
	 * Fields that are absent or malformed.
	 * @param fields the message code of what is wrong, by the name of the field
	 * @param request the request
	 * @return the answer
	 */
	public ErrorResponse ofFields(Map<String, String> fields, HttpServletRequest request) {
		Locale locale = localeOf(request);
		Map<String, List<String>> errors = new LinkedHashMap<>();
		fields.forEach((name, code) -> errors.put(name, List.of(this.messages.getMessage(code, null, locale))));
		return response(TwoFactorError.INVALID, null, errors, Map.of(), Map.of(), request);
	}

	/**
	 * The answer to a bearer token that is not valid, as clients of Simple JWT know it.
	 */
	private ErrorResponse ofInvalidToken(InvalidBearerTokenException invalid, HttpServletRequest request) {
		String message = this.messages.getMessage("jwt2fa.token-message", null, localeOf(request));
		Map<String, Object> messages = Map.of("messages", List
			.of(Map.of("token_class", invalid.tokenClass(), "token_type", invalid.tokenType(), "message", message)));
		return response(TwoFactorError.TOKEN_NOT_VALID, null, Map.of(), messages, Map.of(), request);
	}

	private ErrorResponse response(TwoFactorError error, @Nullable String detail, Map<String, List<String>> fieldErrors,
			Map<String, Object> members, Map<String, String> headers, HttpServletRequest request) {
		int status = statusOf(error);
		Map<String, String> allHeaders = new LinkedHashMap<>(headers);
		if (status == 401) {
			allHeaders.putIfAbsent(HttpHeaders.WWW_AUTHENTICATE, BearerChallenge.TOKEN.value());
		}
		if (status == 503) {
			allHeaders.putIfAbsent(HttpHeaders.RETRY_AFTER, UNAVAILABLE_FOR);
		}
		String words = (detail != null) ? detail
				: this.messages.getMessage("jwt2fa.error." + error.code(), null, localeOf(request));
		return ErrorResponse.withCode(error.code())
			.status(status)
			.detail(words)
			.fieldErrors(fieldErrors)
			.members(members)
			.headers(allHeaders)
			.build();
	}

	/**
	 * The filters come before what Spring MVC puts into the request.
	 */
	private Locale localeOf(HttpServletRequest request) {
		return this.languages.localeOf(request);
	}

	private static long wholeSeconds(Duration duration) {
		return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
	}

	private static int statusOf(TwoFactorError error) {
		return switch (error) {
			case INVALID, PARSE_ERROR -> 400;
			case AUTHENTICATION_FAILED, TOKEN_ALREADY_USED, CODE_ALREADY_USED, NOT_AUTHENTICATED, TOKEN_NOT_VALID,
					BAD_AUTHORIZATION_HEADER, USER_NOT_FOUND, USER_INACTIVE, INVALID_TOTP_CODE,
					INSUFFICIENT_USER_AUTHENTICATION, INVALID_PASSKEY, UNKNOWN_PASSKEY ->
				401;
			case TWO_FACTOR_NOT_CONFIGURED, CODE_TOKEN_EXPIRED, TOO_MANY_AUTH_ATTEMPTS, PERMISSION_DENIED,
					NO_PENDING_TOTP, TOTP_ALREADY_ACTIVE, NO_ACTIVE_TOTP, NO_OWN_FACTOR, TWO_FACTOR_METHOD_NOT_TRUSTED,
					TWO_FACTOR_METHOD_NOT_AVAILABLE, DISABLING_2FA_NOT_ALLOWED, TWO_FACTOR_METHOD_REQUIRED,
					TOO_MANY_PASSKEYS, SECOND_FACTOR_ALREADY_ACTIVE ->
				403;
			case NOT_FOUND -> 404;
			case METHOD_NOT_ALLOWED -> 405;
			case NOT_ACCEPTABLE -> 406;
			case PAYLOAD_TOO_LARGE -> 413;
			case UNSUPPORTED_MEDIA_TYPE -> 415;
			case THROTTLED, TOO_MANY_CODE_TOKENS -> 429;
			case VERIFICATION_CODE_SENDING_FAILED -> 501;
			case TEMPORARILY_UNAVAILABLE -> 503;
		};
	}

}
