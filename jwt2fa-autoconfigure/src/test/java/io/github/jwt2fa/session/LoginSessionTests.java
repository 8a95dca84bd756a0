package io.github.jwt2fa.session;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LoginSessionTests {

	private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

	private static final Instant END = START.plusSeconds(60);

	private static final LoginSession SESSION = LoginSession.withId("s1")
		.userId("alice")
		.startedAt(START)
		.currentTokenId("t2")
		.previousTokenId("t1")
		.refreshedAt(START.plusSeconds(5))
		.endsAt(END)
		.build();

	@Test
	void buildWhenOnlyTheNecessaryIsKnownThenItWasEndedAndNeverRefreshed() {
		LoginSession session = LoginSession.withId("s1").userId("alice").startedAt(START).endsAt(END).build();
		assertThat(session.currentTokenId()).isNull();
		assertThat(session.previousTokenId()).isNull();
		assertThat(session.refreshedAt()).isEqualTo(START);
		assertThat(session.isOver(START)).isTrue();
	}

	@Test
	void buildWhenUserStartOrEndIsMissingThenIllegal() {
		assertThatIllegalArgumentException().isThrownBy(() -> LoginSession.withId(null));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> LoginSession.withId("s1").startedAt(START).endsAt(END).build())
			.withMessageContaining("userId");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> LoginSession.withId("s1").userId("alice").endsAt(END).build())
			.withMessageContaining("startedAt");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> LoginSession.withId("s1").userId("alice").startedAt(START).build())
			.withMessageContaining("endsAt");
	}

	@Test
	void toBuilderWhenBuiltAgainThenTheSame() {
		assertThat(SESSION.toBuilder().build()).isEqualTo(SESSION).hasSameHashCodeAs(SESSION);
	}

	@Test
	void equalsWhenOneThingDiffersThenOther() {
		assertThat(SESSION).isNotEqualTo(LoginSession.begin("s2", "alice", START, END))
			.isNotEqualTo(SESSION.toBuilder().userId("bob").build())
			.isNotEqualTo(SESSION.toBuilder().startedAt(END).build())
			.isNotEqualTo(SESSION.toBuilder().currentTokenId("t3").build())
			.isNotEqualTo(SESSION.toBuilder().previousTokenId("t0").build())
			.isNotEqualTo(SESSION.toBuilder().refreshedAt(END).build())
			.isNotEqualTo(SESSION.toBuilder().endsAt(START).build())
			.isNotEqualTo("s1");
	}

	@Test
	void refreshedWhenOfASessionThenItsTokenIsTheOneBefore() {
		LoginSession refreshed = SESSION.refreshed("t3", START.plusSeconds(9));
		assertThat(refreshed).isEqualTo(SESSION.toBuilder()
			.currentTokenId("t3")
			.previousTokenId("t2")
			.refreshedAt(START.plusSeconds(9))
			.build());
	}

	@Test
	void toStringWhenPrintedThenNoTokenIsNamed() {
		assertThat(SESSION).asString().contains("s1", "alice").doesNotContain("t1", "t2");
	}

}
