package io.github.jwt2fa.web;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.host.NoDatabase;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may be sent, and what is said about what may not (contract, section 1).
 */
class RequestBodyIT {

	private static final String PASSWORD_FORM = TestUsers.PASSWORD.replace(' ', '+');

	@AutoClose
	private static final TestApplication app = TestApplication.with("jwt2fa.max-active-code-tokens-per-user=none",
			"jwt2fa.max-codes-sent-per-user=none");

	private static Answer getCode(String contentType, String body) {
		return app.client().post("/auth/get-code/", contentType, body);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/json;charset=UTF-8", "APPLICATION/JSON" })
	void jsonWhenRightThenRead(String contentType) {
		assertThat(app.client()
			.withoutContract()
			.post("/auth/get-code/", contentType,
					"{\"username\":\"alice\",\"password\":\"" + TestUsers.PASSWORD + "\",\"more\":[{}]}")
			.status()).isEqualTo(200);
	}

	@Test
	void formWhenRightThenRead() {
		assertThat(getCode("application/x-www-form-urlencoded", "username=+alice+&password=" + PASSWORD_FORM).status())
			.isEqualTo(200);
	}

	@Test
	void formWhenFieldIsInTheQueryThenItDoesNotCount() {
		Answer answer = app.client()
			.post("/auth/get-code/?password=" + PASSWORD_FORM, "application/x-www-form-urlencoded", "username=alice");
		assertThat(answer.json().get("errors").toString()).contains("password").doesNotContain("username");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/x-www-form-urlencoded", "multipart/form-data; boundary=b" })
	void formWhenEmptyThenTheQueryDoesNotCount(String contentType) {
		String body = contentType.startsWith("multipart") ? "--b--\r\n" : "";
		for (String query : List.of("username=alice&password=" + PASSWORD_FORM,
				"%75sername=alice&password=" + PASSWORD_FORM,
				"&username=alice&;password=x&password=" + PASSWORD_FORM)) {
			Answer answer = app.client().post("/auth/get-code/?" + query, contentType, body);
			assertThat(answer.status()).as(query).isEqualTo(400);
			assertThat(answer.json().get("errors").toString()).contains("username").contains("password");
		}
	}

	@Test
	void formWhenAFilterReadItBeforeThenItsFieldsCountAndTheQueryDoesNot() {
		try (TestApplication other = TestApplication
			.with(List.of(TestApplication.App.class, NoDatabase.class, ParameterReader.class))) {
			String form = "application/x-www-form-urlencoded";
			String fields = "username=alice&password=" + PASSWORD_FORM;
			assertThat(other.client().post("/auth/get-code/?next=%2F", form, fields).status()).isEqualTo(200);
			assertThat(other.client().post("/auth/get-code/?" + fields, form, "").status()).isEqualTo(400);
			assertThat(other.client()
				.post("/auth/get-code/?password=" + PASSWORD_FORM, form, "username=alice")
				.json()
				.get("errors")
				.toString()).contains("password").doesNotContain("username");
		}
	}

	@Test
	void multipartWhenRightThenRead() {
		assertThat(getCode("multipart/form-data; boundary=b",
				part("username", "alice") + part("password", TestUsers.PASSWORD) + "--b--\r\n")
			.status()).isEqualTo(200);
	}

	@Test
	void multipartWhenFieldIsAFileThenNoText() {
		Answer answer = getCode("multipart/form-data; boundary=b",
				part("username\"; filename=\"x.txt", "alice") + part("password", "x") + "--b--\r\n");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors")).isEqualTo(Map.of("username", List.of("This field has to be a text.")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "multipart/form-data", "multipart/form-data; boundary=other" })
	void multipartWhenBroken(String contentType) {
		Answer answer = getCode(contentType, part("username", "alice"));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.code()).isIn("parse_error", "invalid");
	}

	private static String part(String name, String value) {
		return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{} | This field is required.", "{\"username\":null} | This field may not be null.",
					"{\"username\":\"\"} | This field may not be blank.",
					"{\"username\":\" \\t\\n\"} | This field may not be blank.",
					"{\"username\":true} | This field has to be a text.",
					"{\"username\":[\"a\"]} | This field has to be a text.",
					"{\"username\":{\"a\":{}}} | This field has to be a text.",
					"{\"username\":\"a\\u0000b\"} | This field holds characters that are not allowed.",
					"{\"username\":\"\\ud800\"} | This field holds characters that are not allowed." })
	void fieldWhenWrongThenAllFaultsAtOnce(String json, String message) {
		Answer answer = getCode("application/json", json);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.code()).isEqualTo("invalid");
		assertThat(answer.json().get("errors"))
			.isEqualTo(Map.of("username", List.of(message), "password", List.of("This field is required.")));
		assertThat(answer.json()).containsKeys("type", "title", "status", "detail");
	}

	@Test
	void fieldWhenNumberThenItsText() {
		app.users().put(TestUsers.TestUser.named("12345678901234567890"));
		assertThat(getCode("application/json",
				"{\"username\":12345678901234567890,\"password\":\"" + TestUsers.PASSWORD + "\"}")
			.status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u00a0", "\u0085", "\u3000", "\u2028", "\ufeff", "\u200b", "\u2060", " \t\n" })
	void fieldWhenBlanksAreAroundItThenTheyGo(String blanks) {
		Answer answer = app.client().getCode(blanks + "alice" + blanks, TestUsers.PASSWORD);
		assertThat(answer.status()).isEqualTo(200);
		Answer login = app.client()
			.auth(blanks + answer.text("token") + blanks, blanks + app.lastCodeFor("alice") + blanks);
		assertThat(login.status()).isEqualTo(200);
		assertThat(app.client().getCode(blanks, "x").code()).isEqualTo("invalid");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"username\"", "{'username':1}", "nonsense", "{\"a\":1}{\"b\":2}", "{\"a\":1} x",
			"{\"username\":\"a\",\"username\":\"b\"}", "{\"a\":NaN}", "\u0000", "{\"username\":\"\u0001\"}" })
	void jsonWhenUnreadableThenNotEchoed(String json) {
		Answer answer = getCode("application/json", json);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.code()).isEqualTo("parse_error");
		assertThat(answer.body()).doesNotContain("nonsense").doesNotContain("username");
	}

	@Test
	void jsonWhenBytesAreNoTextThenUnreadable() {
		byte[] body = "{\"username\":\"x\",\"password\":\"x\"}".getBytes(StandardCharsets.UTF_8);
		body[13] = (byte) 0xff;
		assertThat(app.client().post("/auth/get-code/", "application/json", body).code()).isEqualTo("parse_error");
	}

	@Test
	void jsonWhenNotUtf8ThenUnreadable() {
		String json = "{\"username\":\"~\",\"password\":\"x\"}";
		// a longer form of "/", which is no UTF-8
		byte[] overlong = json.replace("~", "\u00c0\u00af").getBytes(StandardCharsets.ISO_8859_1);
		assertThat(app.client().post("/auth/get-code/", "application/json", overlong).code()).isEqualTo("parse_error");
		byte[] utf16 = json.getBytes(StandardCharsets.UTF_16LE);
		assertThat(app.client().post("/auth/get-code/", "application/json", utf16).code()).isEqualTo("parse_error");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "[1,2]", "\"text\"", "5", "null", "true" })
	void jsonWhenNoObjectThenSaidSo(String json) {
		Answer answer = getCode("application/json", json);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors"))
			.isEqualTo(Map.of("non_field_errors", List.of("The body has to be a JSON object.")));
	}

	@Test
	void jsonWhenDeepThenRefused() {
		for (int depth : new int[] { 100, 10_000, 30_000 }) {
			Answer answer = getCode("application/json", "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.code()).isEqualTo("parse_error");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/x-www-form-urlencoded" })
	void bodyWhenTooLargeThenRefused(String contentType) {
		String large = "{\"username\":\"" + "a".repeat(70_000) + "\"}";
		Answer answer = getCode(contentType, large);
		assertThat(answer.status()).isEqualTo(413);
		assertThat(answer.code()).isEqualTo("payload_too_large");
		HttpRequest chunked = app.client()
			.request("/auth/get-code/")
			.header("Content-Type", contentType)
			.POST(HttpRequest.BodyPublishers
				.ofInputStream(() -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
			.build();
		assertThat(app.client().send(chunked).status()).isEqualTo(413);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/xml", "application/json-patch+json", "nonsense", "*/*",
			"application/x-www-form-urlencoded;charset=nonsense" })
	void bodyWhenAnotherFormatThenRefused(String contentType) {
		Answer answer = getCode(contentType, "{}");
		assertThat(answer.status()).isEqualTo(415);
		assertThat(answer.code()).isEqualTo("unsupported_media_type");
	}

	@Test
	void bodyWhenNoneThenFieldsAreRequired() {
		Answer answer = app.client().send("POST", "/auth/get-code/");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").toString()).contains("username", "password");
	}

	@Test
	void formWhenUnreadableThenRefused() {
		Answer answer = getCode("application/x-www-form-urlencoded", "username=%zz&password=%");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.code()).isEqualTo("parse_error");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE", "PATCH" })
	void methodWhenNotPostThenToldWhichOne(String method) {
		for (String path : List.of("/auth/get-code/", "/auth/auth", "/auth/refresh/", "/auth/verify/")) {
			Answer answer = app.client().send(method, path);
			assertThat(answer.status()).isEqualTo(405);
			assertThat(answer.code()).isEqualTo("method_not_allowed");
			assertThat(answer.header("Allow")).contains("POST");
		}
	}

	@ParameterizedTest
	@CsvSource({ "text/html,406", "application/xml,406", "nonsense,406", "application/json;q=0,406", "*/*,200",
			"application/*,200", "'text/html, application/json;q=0.5',200" })
	void acceptWhenNotJsonThenRefused(String accept, int status) {
		Answer answer = app.client().with("Accept", accept).getCode("alice", TestUsers.PASSWORD);
		assertThat(answer.status()).isEqualTo(status);
		if (status == 406) {
			assertThat(answer.code()).isEqualTo("not_acceptable");
		}
	}

	@Test
	void jsonWhenNamesCollideOrAreLongThenReadAsAnyOther() {
		StringBuilder body = new StringBuilder("{");
		for (int i = 0; i < 2000; i++) {
			// "Aa" and "BB" have one hash
			StringBuilder name = new StringBuilder();
			for (int bit = 0; bit < 11; bit++) {
				name.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
			}
			body.append('"').append(name).append("\":1,");
		}
		assertThat(getCode("application/json", body + "\"username\":\"alice\",\"password\":\"x\"}").code())
			.isEqualTo("authentication_failed");
		for (int length : new int[] { 49_000, 52_000, 60_000 }) {
			assertThat(getCode("application/json", "{\"" + "x".repeat(length) + "\":1}").status()).isEqualTo(400);
		}
	}

	@Test
	void passwordWhenBlanksAreAroundItThenIsAnother() {
		assertThat(app.client().getCode("alice", " " + TestUsers.PASSWORD).code()).isEqualTo("authentication_failed");
		assertThat(app.client().getCode("alice", TestUsers.PASSWORD + " ").code()).isEqualTo("authentication_failed");
	}

	@Test
	void passwordWhenLongThenRefusedLikeAnyOther() {
		assertThat(app.client().getCode("alice", "x".repeat(60_000)).code()).isEqualTo("authentication_failed");
		assertThat(app.client().getCode("x".repeat(60_000), "x").code()).isEqualTo("authentication_failed");
	}

	/**
	 * An application with a filter that looks at a parameter of every request.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ParameterReader {

		@Bean
		FilterRegistrationBean<Filter> parameterReader() {
			return new FilterRegistrationBean<>((request, response, chain) -> {
				request.getParameter("debug");
				chain.doFilter(request, response);
			});
		}

	}

}
