package io.github.jwt2fa.interleaving;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.login.LoginResult;
import io.github.jwt2fa.login.LoginSettings;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.ratelimit.ClientAddress;
import io.github.jwt2fa.ratelimit.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Logins at once: limits hold exactly in whatever order their steps happen, also where
 * something ends in between.
 */
class LoginInterleavingTests {

	private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

	/** The end of a code token that is issued at the start. */
	private static final Instant END = START.plus(Services.CODE_TOKEN_LIFETIME);

	private static final String WRONG = "wrong";

	private final World world = new World(START);

	private Services services(int maxTokens, int maxAttempts, String failures) {
		LoginSettings login = new LoginSettings(Rate.valueOf("2/1m"), maxTokens, Rate.UNLIMITED, Duration.ZERO,
				maxAttempts, List.of(Rate.valueOf(failures)));
		return new Services(this.world, TwoFactorMethod.CODE_SENDER, login, Services.SESSIONS);
	}

	private static String codeToken(Services services) {
		return ((LoginResult.CodeTokenIssued) services.login().start(Services.ALICE)).codeToken();
	}

	private static Supplier<String> login(Services services, String codeToken, String code) {
		return () -> {
			assertThat(services.login().complete(codeToken, Proof.of(code)))
				.isInstanceOf(LoginResult.Authenticated.class);
			return "login";
		};
	}

	/**
	 * A login for which all refusals are one: which of them comes first is no promise
	 * where a token ends.
	 */
	private static Supplier<String> loginOrNot(Services services, String codeToken, String code) {
		return () -> {
			try {
				return login(services, codeToken, code).get();
			}
			catch (TwoFactorException ex) {
				return "refused";
			}
		};
	}

	/**
	 * An explorer that begins a moment before the code tokens end, and steps over that
	 * and to where nothing is kept of them any more: each before any step of a request.
	 */
	private Explorer overTheEnd() {
		this.world.moveTo(END.minusMillis(1));
		return new Explorer(this.world).clockStepsTo("the code token ends", END)
			.clockStepsTo("nothing of it is left", END.plus(Duration.ofMinutes(10)));
	}

	@Test
	void completeWhenTheTokenEndsMeanwhileThenACodeBuysOneLogin() {
		Services services = services(3, 5, "20/1h");
		String token = codeToken(services);
		overTheEnd().requests("login", 3, login(services, token, Services.CODE)).explore((execution) -> {
			assertThat(execution.count("login")).as("logins by one code").isLessThanOrEqualTo(1);
			assertThat(execution.countEvents("LoginSucceeded")).isEqualTo(execution.count("login"));
		});
	}

	@Test
	void completeWhenAHostIsLateThenACodeBuysOneLogin() {
		Services services = services(3, 5, "20/1h");
		String token = codeToken(services);
		this.world.moveTo(END.minusMillis(1));
		new Explorer(this.world).clockStepsTo("the code token ended, but not on the late host", END.plusSeconds(2))
			.clockStepsTo("nothing of it is left", END.plus(Duration.ofMinutes(10)))
			.requests("login", 2, login(services, token, Services.CODE))
			.request("login on a host that is late", Duration.ofSeconds(-3), login(services, token, Services.CODE))
			.explore((execution) -> assertThat(execution.count("login")).as("logins by one code")
				.isLessThanOrEqualTo(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT10M" })
	void completeWhenTheTokenEndsMeanwhileThenNoMoreGuessesThanAttempts(Duration afterTheEnd) {
		Services services = services(3, 2, "20/1h");
		String token = codeToken(services);
		this.world.moveTo(END.minusMillis(1));
		new Explorer(this.world).clockStepsTo("the code token ended " + afterTheEnd + " ago", END.plus(afterTheEnd))
			.requests("guess", 3, login(services, token, WRONG))
			.explore((execution) -> {
				assertThat(execution.count("authentication_failed")).as("answered guesses").isLessThanOrEqualTo(2);
				assertThat(execution.countEvents("SecondFactorFailed")).as("failures that were told")
					.isGreaterThanOrEqualTo(execution.count("authentication_failed"));
			});
	}

	@Test
	void completeWhenWrongAndRightAtOnceThenAsOneAfterTheOther() {
		Services services = services(3, 2, "20/1h");
		String token = codeToken(services);
		Explorer explorer = new Explorer(this.world).request("wrong", login(services, token, WRONG))
			.request("wrong, too", login(services, token, WRONG))
			.request("right", login(services, token, Services.CODE));
		assertThat(explorer.explore(explorer.asOneAfterTheOther((memory) -> "")).answers()).contains(
				List.of("authentication_failed", "authentication_failed", "login"),
				List.of("authentication_failed", "authentication_failed", "too_many_auth_attempts"));
	}

	@Test
	void completeWhenTheTokenEndsMeanwhileThenAsOneAfterTheOther() {
		Services services = services(3, 1, "20/1h");
		String token = codeToken(services);
		Explorer explorer = overTheEnd().request("wrong", loginOrNot(services, token, WRONG))
			.request("right", loginOrNot(services, token, Services.CODE));
		explorer.explore(explorer.asOneAfterTheOther((memory) -> ""));
	}

	@ParameterizedTest
	@ValueSource(ints = { 5, Integer.MAX_VALUE })
	void completeWhenTheBudgetIsSpentMeanwhileThenARightCodeIsRefused(int maxTokens) {
		Services services = services(maxTokens, 5, "2/1h");
		String token = codeToken(services);
		assertThatExceptionOfType(TwoFactorException.class)
			.isThrownBy(() -> services.login().complete(token, Proof.of(WRONG)));
		String other = codeToken(services);
		String right = codeToken(services);
		Explorer explorer = new Explorer(this.world).request("wrong", login(services, token, WRONG))
			.request("wrong, too", login(services, other, WRONG))
			.request("right", login(services, right, Services.CODE));
		explorer.explore(explorer.asOneAfterTheOther((memory) -> "").andThen((execution) -> {
			assertThat(execution.count("authentication_failed")).as("answered guesses of a budget with room for one")
				.isLessThanOrEqualTo(1);
			assertThat(execution.countEvents("SecondFactorBudgetSpent"))
				.isEqualTo(execution.count("authentication_failed"));
			assertThat(asksTheBudgetForTheLogin(execution)).as("whether the budget had room when the code was used")
				.isTrue();
		}));
	}

	/**
	 * Guesses that begin together have all seen a budget with room. Who guesses right has
	 * to ask once more, and before a failure takes the last of it.
	 */
	private static boolean asksTheBudgetForTheLogin(Execution execution) {
		int login = execution.answers().indexOf("login");
		int failure = execution.answers().indexOf("authentication_failed");
		List<Execution.Event> looks = execution.events()
			.stream()
			.filter((event) -> event.what().contains(" user "))
			.toList();
		List<Integer> ofTheLogin = new ArrayList<>();
		int spent = looks.size();
		for (int i = looks.size() - 1; i >= 0; i--) {
			if (looks.get(i).request() == login) {
				ofTheLogin.add(i);
			}
			else if (looks.get(i).request() == failure && Boolean.TRUE.equals(looks.get(i).result())) {
				spent = i;
			}
		}
		return login < 0 || (ofTheLogin.size() > 1 && ofTheLogin.get(0) < spent);
	}

	@Test
	void startWhenSlotsAreFewThenNoMoreCodeTokens() {
		Services services = services(2, 5, "20/1h");
		codeToken(services);
		this.world.moveTo(END.minusMillis(1));
		new Explorer(this.world).clockStepsTo("the slot is free again", END).requests("get code", 3, () -> {
			codeToken(services);
			return "token";
		}).explore((execution) -> assertThat(execution.count("token")).as("code tokens").isBetween(1L, 2L));
	}

	@Test
	void startWhenATokenIsUsedMeanwhileThenItsSlotIsGivenOnce() {
		Services services = services(1, 5, "20/1h");
		String token = codeToken(services);
		Supplier<String> start = () -> {
			codeToken(services);
			return "token";
		};
		Explorer explorer = new Explorer(this.world).request("login", login(services, token, Services.CODE))
			.request("get code", start)
			.request("get code, too", start);
		explorer.explore((execution) -> {
			assertThat(execution.count("login")).isOne();
			assertThat(execution.count("token")).as("code tokens").isLessThanOrEqualTo(1);
		});
	}

	/**
	 * What is sent again has the slot and the attempts of what was sent before.
	 */
	@Test
	void sendAgainWhenBesideAttemptsThenNeitherAnotherSlotNorAnotherAttempt() {
		Services services = services(1, 1, "20/1h");
		String token = codeToken(services);
		this.world.moveTo(START.plusSeconds(30));
		ClientAddress client = ClientAddress.of("192.0.2.1");
		Supplier<String> again = () -> {
			LoginResult next = services.login().sendAgain(client, token, null);
			return login(services, ((LoginResult.CodeTokenIssued) next).codeToken(), Services.CODE).get();
		};
		Explorer explorer = new Explorer(this.world).request("wrong", login(services, token, WRONG))
			.request("again, and then right", again)
			.request("get code", () -> {
				codeToken(services);
				return "token";
			});
		assertThat(explorer.explore((execution) -> {
			assertThat(execution.count("authentication_failed")).as("answered guesses").isLessThanOrEqualTo(1);
			assertThat(execution.count("login")).as("logins").isLessThanOrEqualTo(1);
			assertThat(execution.count("token")).as("code tokens in the slot of the chain")
				.isLessThanOrEqualTo(execution.count("login"));
		}).answers()).contains(List.of("authentication_failed", "too_many_auth_attempts", "too_many_code_tokens"),
				List.of("authentication_failed", "login", "token"));
	}

	@Test
	void admitWhenOneAddressThenNoMoreThanItsRate() {
		Services services = services(2, 5, "20/1h");
		ClientAddress client = ClientAddress.of("192.0.2.1");
		Supplier<String> request = () -> {
			services.login().admit(client);
			return "admitted";
		};
		new Explorer(this.world).requests("request", 3, request)
			.explore((execution) -> assertThat(execution.count("admitted")).isEqualTo(2));
		new Explorer(this.world).requests("request", 3, request)
			.clockStepsTo("there is room for one more", START.plusSeconds(30))
			.explore((execution) -> assertThat(execution.count("admitted")).isBetween(2L, 3L));
	}

}
