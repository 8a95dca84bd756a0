package io.github.jwt2fa.method.sent;

import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CodeGeneratorTests {

	private static CodeGenerator generator(int length, String characters) {
		return new CodeGenerator(
				new CodeSettings(length, characters, new SecretKeySpec(new byte[32], "HmacSHA256"), "x"),
				new SecureRandom());
	}

	@Test
	void generateWhenManyThenEachCharacterAsOften() {
		CodeGenerator generator = generator(10, "0123456789");
		Map<Character, Integer> counts = new TreeMap<>();
		for (int i = 0; i < 10_000; i++) {
			for (char c : generator.generate().toCharArray()) {
				counts.merge(c, 1, Integer::sum);
			}
		}
		assertThat(counts).hasSize(10);
		// five standard deviations of 100,000 draws
		assertThat(counts.values()).allSatisfy((count) -> assertThat(count).isBetween(9_500, 10_500));
	}

	@Test
	void generateWhenCharactersAreOutsideTheBasicPlaneThenWhole() {
		String code = generator(8, "😀😁😂😃").generate();
		assertThat(code.codePointCount(0, code.length())).isEqualTo(8);
	}

}
