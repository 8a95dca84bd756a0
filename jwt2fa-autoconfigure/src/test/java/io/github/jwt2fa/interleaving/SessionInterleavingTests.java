package io.github.jwt2fa.interleaving;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.login.LoginSettings;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionSettings;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.session.SessionToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refreshes and logouts at once: a refresh token buys one successor, and nothing lives on
 * after a logout, also where grace or session end in between.
 */
class SessionInterleavingTests {

	private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

	private static final Duration GRACE = Duration.ofSeconds(30);

	private final World world = new World(START);

	private LoginSessions sessions = sessions(true, Integer.MAX_VALUE);

	private LoginSessions sessions(boolean rotate, int maxPerUser) {
		LoginSettings login = new LoginSettings(Rate.UNLIMITED, 5, Rate.UNLIMITED, Duration.ZERO, 5, List.of());
		return new Services(this.world, TwoFactorMethod.TOTP, login,
				new LoginSessionSettings(Duration.ofDays(30), rotate, GRACE, maxPerUser))
			.sessions();
	}

	private static SessionToken token(String id, boolean foreign) {
		return new SessionToken(id, "first", foreign, "alice", START, START.plus(Duration.ofDays(1)));
	}

	private Supplier<String> refresh(String id, String successor) {
		return refresh(token(id, false), successor);
	}

	private Supplier<String> refresh(SessionToken token, String successor) {
		return () -> {
			LoginSession session = this.sessions.refresh(token, () -> successor);
			return (session != null) ? session.currentTokenId() + " of " + session.refreshedAt() : "refused";
		};
	}

	private Supplier<String> logout(SessionToken token) {
		return () -> {
			this.sessions.end(token);
			return "logged out";
		};
	}

	private static LoginSession session(Memory memory) {
		return (LoginSession) memory.get(ControlledLoginSessionRepository.PREFIX + "first");
	}

	@Test
	void refreshWhenTheSameTokenThenTheSameSuccessor() {
		this.sessions.begin("first", "alice", START, TwoFactorMethod.TOTP, null);
		Explorer explorer = new Explorer(this.world).request("a", refresh("first", "successor of a"))
			.request("b", refresh("first", "successor of b"))
			.request("c", refresh("first", "successor of c"));
		explorer.explore(explorer.asOneAfterTheOther(SessionInterleavingTests::session).andThen((execution) -> {
			assertThat(Set.copyOf(execution.answers())).as("successors").hasSize(1);
			assertThat(execution.countEvents("RefreshTokenReused")).isZero();
		}));
	}

	@Test
	void refreshWhenTheGraceEndsMeanwhileThenAsOneAfterTheOther() {
		this.sessions.begin("first", "alice", START, TwoFactorMethod.TOTP, null);
		Explorer explorer = new Explorer(this.world).request("a", refresh("first", "successor of a"))
			.request("b", refresh("first", "successor of b"))
			.request("c", refresh("first", "successor of c"))
			.clockStepsTo("the grace is over", START.plus(GRACE));
		explorer.explore(explorer.asOneAfterTheOther((memory) -> ""));
	}

	@Test
	void refreshWhenTheSuccessorIsUsedMeanwhileThenNobodyIsTakenForAThief() {
		this.sessions.begin("first", "alice", START, TwoFactorMethod.TOTP, null);
		Supplier<String> tab = refresh("first", "successor of the other");
		new Explorer(this.world).request("refresh twice", () -> {
			LoginSession session = this.sessions.refresh(token("first", false), () -> "second");
			return refresh(session.currentTokenId(), "third").get();
		}).request("refresh", tab).explore((execution) -> {
			assertThat(execution.countEvents("RefreshTokenReused")).as("reported reuses").isZero();
			assertThat(session(execution.memory()).isOver(START)).as("whether the session is over").isFalse();
			assertThat(execution.answers().get(0)).startsWith("third of ");
		});
	}

	@Test
	void refreshWhenAnOldTokenComesThenItBuysNothing() {
		this.sessions.begin("first", "alice", START, TwoFactorMethod.TOTP, null);
		this.sessions.refresh(token("first", false), () -> "second");
		this.world.moveTo(START.plus(GRACE));
		new Explorer(this.world).request("owner", refresh("second", "third"))
			.request("thief", refresh("first", "stolen"))
			.request("owner again", refresh("second", "fourth"))
			.explore((execution) -> {
				assertThat(execution.answers().get(1)).isEqualTo("refused");
				// once the owner has refreshed, the thief may be a slow tab of the owner
				boolean reused = session(execution.memory()).isOver(START);
				assertThat(execution.countEvents("RefreshTokenReused")).as("reported reuses").isEqualTo(reused ? 1 : 0);
				assertThat(reused || execution.countEvents("RefreshRefused") > 0).as("whether it is told").isTrue();
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void endWhenTheSessionIsRefreshedMeanwhileThenNothingLivesOn(boolean foreign) {
		if (!foreign) {
			this.sessions.begin("first", "alice", START, TwoFactorMethod.TOTP, null);
		}
		SessionToken token = token("first", foreign);
		Explorer explorer = new Explorer(this.world).request("a", refresh(token, "successor of a"))
			.request("logout", logout(token))
			.request("b", refresh(token, "successor of b"));
		explorer.explore(explorer.asOneAfterTheOther((memory) -> "").andThen((execution) -> {
			assertThat(session(execution.memory()).isOver(START)).as("whether the session is over").isTrue();
			assertThat(execution.countEvents("LoggedOut")).isOne();
			assertThat(execution.countEvents("RefreshTokenReused")).isZero();
		}));
	}

	@Test
	void endWhenRefreshTokensDoNotRotateThenNothingLivesOn() {
		this.sessions = sessions(false, Integer.MAX_VALUE);
		this.sessions.begin("first", "alice", START, TwoFactorMethod.TOTP, null);
		Explorer explorer = new Explorer(this.world).request("a", refresh("first", "unused"))
			.request("logout", logout(token("first", false)))
			.request("b", refresh("first", "unused"));
		explorer.explore(explorer.asOneAfterTheOther(SessionInterleavingTests::session));
	}

	@Test
	void endAllWhenTheSessionIsRefreshedMeanwhileThenNothingLivesOn() {
		this.sessions.begin("first", "alice", START, TwoFactorMethod.TOTP, null);
		Explorer explorer = new Explorer(this.world).request("a", refresh("first", "successor of a"))
			.request("logout of all", () -> {
				this.sessions.endAll("alice", null);
				return "logged out";
			})
			.request("b", refresh("first", "successor of b"));
		explorer.explore(explorer.asOneAfterTheOther((memory) -> "")
			.andThen((execution) -> assertThat(session(execution.memory()).isOver(START)).isTrue()));
	}

	@Test
	void beginWhenSeveralAtOnceThenAsManyGoOnAsMayBe() {
		this.sessions = sessions(true, 2);
		this.sessions.begin("first", "alice", START, TwoFactorMethod.TOTP, null);
		this.sessions.begin("second", "alice", START, TwoFactorMethod.TOTP, null);
		this.world.moveTo(START.plusSeconds(1));
		new Explorer(this.world).request("a", begin("a"))
			.request("b", begin("b"))
			.request("c", begin("c"))
			.explore((execution) -> {
				assertThat(execution.memory()
					.startingWith(ControlledLoginSessionRepository.PREFIX)
					.values()
					.stream()
					.map(LoginSession.class::cast)
					.filter((session) -> !session.isOver(START))
					.map(LoginSession::id)).hasSize(2).doesNotContain("first", "second");
				assertThat(execution.countEvents("LoggedOut")).isEqualTo(3);
			});
	}

	private Supplier<String> begin(String id) {
		return () -> {
			this.sessions.begin(id, "alice", START.plusSeconds(1), TwoFactorMethod.TOTP, null);
			return "begun";
		};
	}

	@Test
	void refreshWhenTheSessionEndsMeanwhileThenAsOneAfterTheOther() {
		this.sessions.begin("first", "alice", START, TwoFactorMethod.TOTP, null);
		Instant end = START.plus(Duration.ofDays(30));
		this.world.moveTo(end.minusMillis(1));
		Explorer explorer = new Explorer(this.world).request("a", refresh("first", "successor of a"))
			.request("b", refresh("first", "successor of b"))
			.request("c", refresh("first", "successor of c"))
			.clockStepsTo("the session ends", end);
		explorer.explore(explorer.asOneAfterTheOther((memory) -> ""));
	}

}
