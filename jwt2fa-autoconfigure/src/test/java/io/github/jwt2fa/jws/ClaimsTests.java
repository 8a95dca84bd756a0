package io.github.jwt2fa.jws;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimsTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "\0", "alice\0", "\ud800", "alice\udc00", "\udc00\ud800" })
	void textWhenNoneThatCanBeAskedOfADatabaseThenNull(String text) {
		Claims claims = new Claims(Map.of("user_id", text));
		assertThat(claims.text("user_id")).isNull();
		assertThat(claims.idOrInteger("user_id")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "alice", " ", "\u0001", "\ud83d\ude00" })
	void textWhenAnyOtherThenItself(String text) {
		assertThat(new Claims(Map.of("user_id", text)).text("user_id")).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a\u0000b", "\ud800", "a\nb", "\u0001", "\u0085" })
	void idWhenNoneThenNull(String text) {
		assertThat(new Claims(Map.of("jti", text)).id("jti")).isNull();
	}

	@Test
	void idWhenLongThenUpToWhatAColumnHolds() {
		assertThat(new Claims(Map.of("jti", "x".repeat(255))).id("jti")).hasSize(255);
		assertThat(new Claims(Map.of("jti", "x".repeat(256))).id("jti")).isNull();
		assertThat(new Claims(Map.of("jti", Long.MAX_VALUE)).idOrInteger("jti")).isEqualTo("9223372036854775807");
		assertThat(new Claims(Map.of("jti", 1e30)).idOrInteger("jti")).isNull();
	}

	@Test
	void timeWhenItIsOneOfTheCalendarThenThat() {
		for (long second : List.of(0L, 1L, 253_402_300_799L)) {
			assertThat(new Claims(Map.of("exp", second)).time("exp")).isEqualTo(Instant.ofEpochSecond(second));
		}
		assertThat(new Claims(Map.of("exp", 1.9)).time("exp")).isEqualTo(Instant.ofEpochSecond(1));
		for (Object none : List.of(-1L, -0.1, 253_402_300_800L, Double.NaN, 1e300, "1", List.of(1L))) {
			assertThat(new Claims(Map.of("exp", none)).time("exp")).as("%s", none).isNull();
		}
	}

	@Test
	void textsWhenAnythingElseIsAmongThemThenNull() {
		Claims claims = new Claims(Map.of("text", "shop", "list", List.of("shop", "stock"), "none", List.of(), "mixed",
				List.of("shop", 5L), "within", List.of(List.of("shop")), "null", Collections.singletonList(null),
				"number", 5L, "object", Map.of("shop", 1L)));
		assertThat(claims.texts("text")).containsExactly("shop");
		assertThat(claims.texts("list")).containsExactly("shop", "stock");
		assertThat(claims.texts("none")).isEmpty();
		assertThat(claims.texts("absent")).isEmpty();
		for (String odd : List.of("mixed", "within", "null", "number", "object")) {
			assertThat(claims.texts(odd)).as(odd).isNull();
		}
	}

}
