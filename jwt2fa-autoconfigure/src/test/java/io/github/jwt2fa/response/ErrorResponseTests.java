package io.github.jwt2fa.response;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ErrorResponseTests {

	private static final ErrorResponse REFUSAL = ErrorResponse.withCode("throttled")
		.status(429)
		.detail("Too many.")
		.fieldErrors(Map.of("code", List.of("Wrong.")))
		.members(Map.of("wait", 5))
		.headers(Map.of("Retry-After", "5"))
		.build();

	@Test
	void buildWhenStatusOrTextIsMissingThenIllegal() {
		assertThatIllegalArgumentException().isThrownBy(() -> ErrorResponse.withCode(null));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ErrorResponse.withCode("throttled").detail("Too many.").build())
			.withMessageContaining("status");
		assertThatIllegalArgumentException().isThrownBy(() -> ErrorResponse.withCode("throttled").status(429).build())
			.withMessageContaining("detail");
	}

	@Test
	void buildWhenFieldsAreChangedAfterwardsThenTheyStayInTheirOrder() {
		Map<String, List<String>> fields = new LinkedHashMap<>();
		fields.put("username", List.of("Missing."));
		fields.put("password", List.of("Missing."));
		fields.put("code", List.of("Missing."));
		ErrorResponse refusal = REFUSAL.toBuilder().fieldErrors(fields).build();
		fields.clear();
		assertThat(refusal.fieldErrors()).containsOnlyKeys("username", "password", "code");
		assertThat(refusal.fieldErrors().keySet()).containsExactly("username", "password", "code");
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> refusal.fieldErrors().remove("code"));
	}

	@Test
	void toBuilderWhenBuiltAgainThenTheSame() {
		assertThat(REFUSAL.toBuilder().build()).isEqualTo(REFUSAL).hasSameHashCodeAs(REFUSAL);
	}

	@Test
	void equalsWhenOneThingDiffersThenOther() {
		assertThat(List.<UnaryOperator<ErrorResponse.Builder>>of((other) -> other.status(503),
				(other) -> other.detail("Later."), (other) -> other.fieldErrors(Map.of()),
				(other) -> other.members(Map.of()), (other) -> other.headers(Map.of())))
			.allSatisfy((change) -> assertThat(change.apply(REFUSAL.toBuilder()).build()).isNotEqualTo(REFUSAL));
	}

}
