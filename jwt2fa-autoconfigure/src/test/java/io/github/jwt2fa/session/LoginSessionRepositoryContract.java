package io.github.jwt2fa.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.AtOnce;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every place for sessions has to do.
 */
public abstract class LoginSessionRepositoryContract {

	private static final Instant START = Instant.parse("2026-11-24T10:00:00.123Z");

	private static final Instant END = START.plus(Duration.ofDays(30));

	/**
	 * The repository, empty at first.
	 */
	protected abstract LoginSessionRepository repository();

	private static LoginSession session(String id, String userId) {
		return LoginSession.begin(id, userId, START, END);
	}

	@Test
	void insertWhenNewThenFoundAsItWas() {
		LoginSession session = LoginSession.withId("s1")
			.userId("alice")
			.startedAt(START)
			.currentTokenId("t2")
			.previousTokenId("t1")
			.refreshedAt(START.plusMillis(5))
			.endsAt(END)
			.method(TwoFactorMethod.PASSKEY)
			.deviceName("Ada’s \uD83D\uDCF1".repeat(8))
			.build();
		assertThat(repository().findById("s1")).isNull();
		assertThat(repository().insert(session)).isTrue();
		assertThat(repository().findById("s1")).isEqualTo(session);
		assertThat(repository().insert(session("s2", "bob").ended())).isTrue();
		assertThat(repository().findById("s2").currentTokenId()).isNull();
		LoginSession refreshed = session.refreshed("t3", START.plusSeconds(60));
		assertThat(repository().replace(session, refreshed)).isTrue();
		assertThat(repository().findByUserId("alice")).containsExactly(refreshed);
		repository().end("s1");
		assertThat(repository().findById("s1")).isEqualTo(refreshed.ended());
	}

	@Test
	void insertWhenThereIsOneThenItStays() {
		repository().insert(session("s1", "alice").ended());
		assertThat(repository().insert(session("s1", "bob"))).isFalse();
		assertThat(repository().findById("s1")).isEqualTo(session("s1", "alice").ended());
	}

	@Test
	void findWhenIdsDifferInAByteThenOtherSessions() {
		List<String> ids = List.of("abc", "ABC", "abc ", "äbc", "x".repeat(255));
		ids.forEach((id) -> repository().insert(session(id, id)));
		for (String id : ids) {
			assertThat(repository().findById(id)).as(id).isEqualTo(session(id, id));
			assertThat(repository().findByUserId(id)).as(id).containsExactly(session(id, id));
		}
		assertThat(repository().endAll("ABC", null)).isEqualTo(1);
		assertThat(repository().end("abc ")).isTrue();
		assertThat(repository().findById("abc").currentTokenId()).isNotNull();
	}

	@Test
	void replaceWhenCurrentIsAsExpectedThenWritten() {
		LoginSession first = session("s1", "alice");
		repository().insert(first);
		LoginSession second = first.refreshed("t2", START.plusSeconds(60));
		assertThat(repository().replace(first, second)).isTrue();
		assertThat(repository().findById("s1")).isEqualTo(second);
		assertThat(repository().replace(first, first.refreshed("t3", START.plusSeconds(61)))).isFalse();
		assertThat(repository().replace(second.refreshed("T2", START), second.ended())).isFalse();
		assertThat(repository().findById("s1")).isEqualTo(second);
		assertThat(repository().replace(session("s2", "alice"), second)).isFalse();
		assertThat(repository().findById("s2")).isNull();
	}

	@Test
	void replaceWhenManyAtOnceThenOneWins() throws Exception {
		LoginSession first = session("s1", "alice");
		repository().insert(first);
		assertThat(AtOnce.results(8, 20, (i) -> repository().replace(first, first.refreshed("t" + i, START))))
			.containsOnlyOnce(true);
	}

	@Test
	void insertWhenManyAtOnceThenOneWins() throws Exception {
		assertThat(AtOnce.results(8, 20, (i) -> repository().insert(session("s1", "alice")))).containsOnlyOnce(true);
	}

	@Test
	void endWhenAliveThenEndedOnceAndKept() {
		repository().insert(session("s1", "alice").refreshed("t2", START));
		assertThat(repository().end("s1")).isTrue();
		LoginSession ended = repository().findById("s1");
		assertThat(ended.isOver(START)).isTrue();
		assertThat(ended.currentTokenId()).isNull();
		assertThat(ended.previousTokenId()).isNull();
		assertThat(ended.endsAt()).isEqualTo(END);
		assertThat(repository().end("s1")).isFalse();
		assertThat(repository().end("s2")).isFalse();
	}

	@Test
	void endAllWhenSeveralThenThoseOfTheUserButOne() {
		for (String id : List.of("s1", "s2", "s3")) {
			repository().insert(session(id, "alice"));
		}
		repository().insert(session("s4", "bob"));
		repository().end("s3");
		assertThat(repository().endAll("alice", "s2")).isEqualTo(1);
		assertThat(repository().findByUserId("alice")).containsExactly(session("s2", "alice"));
		assertThat(repository().endAll("alice", null)).isEqualTo(1);
		assertThat(repository().findByUserId("alice")).isEmpty();
		assertThat(repository().findByUserId("bob")).containsExactly(session("s4", "bob"));
	}

	@Test
	void endAllOfEveryoneWhenSeveralThenAllThatWereGoingOn() {
		List.of("s1", "s2").forEach((id) -> repository().insert(session(id, "alice")));
		List.of("s3", "s4").forEach((id) -> repository().insert(session(id, "bob")));
		repository().end("s3");
		assertThat(repository().endAllOfEveryone()).isEqualTo(3);
		assertThat(repository().endAllOfEveryone()).isZero();
		assertThat(repository().findByUserId("alice")).isEmpty();
		assertThat(repository().findById("s4")).isEqualTo(session("s4", "bob").ended());
	}

	@Test
	void findByUserIdWhenSeveralThenLatestFirst() {
		for (int i : new int[] { 2, 3, 1 }) {
			repository().insert(LoginSession.begin("s" + i, "alice", START.plusSeconds(i), END));
		}
		assertThat(repository().findByUserId("alice")).extracting(LoginSession::id).containsExactly("s3", "s2", "s1");
	}

	@Test
	void countAliveWhenSomeAreOverThenWithoutThem() {
		List.of("s1", "s2").forEach((id) -> repository().insert(session(id, "alice")));
		repository().insert(session("s3", "bob"));
		repository().insert(LoginSession.begin("s4", "bob", START, END.plusSeconds(1)));
		repository().end("s2");
		assertThat(repository().countAlive(START)).hasValue(3);
		assertThat(repository().countAlive(END.minusMillis(1))).hasValue(3);
		assertThat(repository().countAlive(END)).hasValue(1);
		assertThat(repository().countAlive(END.plusSeconds(1))).hasValue(0);
	}

	@Test
	void deleteWhenEndedThenNoMoreThanAskedFor() {
		for (int i = 0; i < 5; i++) {
			repository().insert(LoginSession.begin("s" + i, "alice", START, END.plusSeconds(i)));
		}
		assertThat(repository().deleteEndedBefore(END, 10)).isZero();
		assertThat(repository().deleteEndedBefore(END.plusSeconds(4), 3)).isEqualTo(3);
		assertThat(repository().deleteEndedBefore(END.plusSeconds(4), 3)).isEqualTo(1);
		assertThat(repository().findByUserId("alice")).extracting(LoginSession::id).containsExactly("s4");
	}

}
