package io.github.jwt2fa;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LogTextTests {

	@ParameterizedTest
	@ValueSource(strings = { "alice", "alice@example.com", "DOMAIN\\alice", "Zoë Иванова 李", "😀" })
	void ofWhenPrintableThenAsItIs(String text) {
		assertThat(LogText.of(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, '\n', '\r', 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x200b, 0x200f, 0x2028, 0x2029, 0x202e, 0x2066,
			0xd800, 0xdc00, 0xfeff })
	void ofWhenNotPrintableThenEscaped(int c) {
		assertThat(LogText.of("a" + (char) c + "b")).isEqualTo("a\\u%04xb".formatted(c));
	}

	@Test
	void ofWhenNotPrintableAndOutsideOfThePlaneThenEscaped() {
		assertThat(LogText.of("a" + Character.toString(0xe0041))).isEqualTo("a\\u{e0041}");
	}

	@Test
	void ofWhenLongThenCut() {
		assertThat(LogText.of("a".repeat(512))).isEqualTo("a".repeat(512));
		assertThat(LogText.of("a".repeat(100_000))).isEqualTo("a".repeat(512) + "...");
		assertThat(LogText.of("a".repeat(511) + "😀")).hasSizeLessThan(520);
	}

	@Test
	void ofWhenFailureIsPrintableThenIsItself() {
		Exception failure = new IllegalStateException("A message", new IllegalArgumentException("Its cause"));
		assertThat(LogText.of(failure)).isSameAs(failure);
	}

	@Test
	void ofWhenFailureOrItsCauseHoldsALineBreakThenPrintsOneLineEach() {
		Exception cause = new IllegalArgumentException("No user eve\nFORGED");
		cause.addSuppressed(new IllegalStateException("Again\nFORGED"));
		for (Exception failure : List.of(cause, new IllegalStateException("A message", cause))) {
			StringWriter trace = new StringWriter();
			LogText.of(failure).printStackTrace(new PrintWriter(trace));
			assertThat(trace.toString()).doesNotContain("\nFORGED")
				.contains("java.lang.IllegalArgumentException: No user eve\\u000aFORGED",
						"at io.github.jwt2fa.LogTextTests");
		}
	}

	@Test
	void ofWhenNothingThenSaysSo() {
		assertThat(LogText.of((Object) null)).isEqualTo("null");
	}

}
