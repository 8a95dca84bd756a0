package io.github.jwt2fa.token;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AuthTokenTests {

	private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

	private static final AuthToken TOKEN = AuthToken.withId("t1")
		.type(AuthTokenType.SLIDING)
		.userId("alice")
		.issuedAt(START)
		.expiresAt(START.plusSeconds(60))
		.refreshExpiresAt(START.plusSeconds(600))
		.session("s1")
		.authTime(START)
		.amr(List.of("pwd", "otp"))
		.amrAt(Map.of("otp", START.plusSeconds(5)))
		.claims(Map.of("tenant", "north"))
		.build();

	@Test
	void buildWhenOnlyTheNecessaryIsKnownThenTheRestIsUnknown() {
		AuthToken token = AuthToken.withId("t1")
			.type(AuthTokenType.ACCESS)
			.userId("alice")
			.issuedAt(START)
			.expiresAt(START)
			.build();
		assertThat(token.refreshExpiresAt()).isNull();
		assertThat(token.session()).isNull();
		assertThat(token.sessionId()).isEqualTo("t1");
		assertThat(token.authTime()).isNull();
		assertThat(token.amr()).isEmpty();
		assertThat(token.amrAt()).isEmpty();
		assertThat(token.claims()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "type", "userId", "issuedAt", "expiresAt" })
	void buildWhenSomethingIsMissingThenIllegal(String missing) {
		AuthToken.Builder builder = TOKEN.toBuilder();
		switch (missing) {
			case "type" -> builder.type(null);
			case "userId" -> builder.userId(null);
			case "issuedAt" -> builder.issuedAt(null);
			default -> builder.expiresAt(null);
		}
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(missing);
	}

	@Test
	void toBuilderWhenBuiltAgainThenTheSame() {
		assertThat(TOKEN.toBuilder().build()).isEqualTo(TOKEN).hasSameHashCodeAs(TOKEN);
	}

	@Test
	void equalsWhenOneThingDiffersThenOther() {
		assertThat(List.<UnaryOperator<AuthToken.Builder>>of((other) -> other.type(AuthTokenType.ACCESS),
				(other) -> other.userId("bob"), (other) -> other.issuedAt(START.plusSeconds(1)),
				(other) -> other.expiresAt(START), (other) -> other.refreshExpiresAt(null),
				(other) -> other.session("s2"), (other) -> other.authTime(null), (other) -> other.amr(List.of("pwd")),
				(other) -> other.amrAt(Map.of()), (other) -> other.claims(Map.of())))
			.allSatisfy((change) -> assertThat(change.apply(TOKEN.toBuilder()).build()).isNotEqualTo(TOKEN));
	}

	@Test
	void provedByWhenLaterThenTheRestStays() {
		AuthToken later = TOKEN.provedBy(List.of("pwd"), START.plusSeconds(9));
		assertThat(later.amr()).containsExactly("pwd");
		assertThat(later.authTime()).isEqualTo(START.plusSeconds(9));
		assertThat(later.amrAt()).isEmpty();
		assertThat(later.toBuilder().amr(TOKEN.amr()).amrAt(TOKEN.amrAt()).authTime(START).build()).isEqualTo(TOKEN);
	}

	@Test
	void sessionTokenWhenItMayBeRefreshedLongerThenEndsWithThat() {
		assertThat(TOKEN.sessionToken().expiresAt()).isEqualTo(START.plusSeconds(600));
		assertThat(TOKEN.toBuilder().refreshExpiresAt(START.plusSeconds(59)).build().sessionToken().expiresAt())
			.isEqualTo(START.plusSeconds(60));
		assertThat(TOKEN.toBuilder().refreshExpiresAt(null).build().sessionToken().expiresAt())
			.isEqualTo(START.plusSeconds(60));
	}

	@Test
	void withIdWhenThereIsNoneThenIllegal() {
		assertThatIllegalArgumentException().isThrownBy(() -> AuthToken.withId(null)).withMessageContaining("id");
	}

	@Test
	void toStringWhenPrintedThenNoClaimIsNamed() {
		assertThat(TOKEN).asString().contains("sliding", "alice").doesNotContain("north", "s1", "t1");
	}

}
