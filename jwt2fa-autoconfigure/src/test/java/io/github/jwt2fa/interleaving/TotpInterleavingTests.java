package io.github.jwt2fa.interleaving;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.login.LoginResult;
import io.github.jwt2fa.login.LoginSettings;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Codes of an app at once: each time step is good for one login or one confirmation, and
 * a pending secret for one confirmation, also where either ends in between.
 */
class TotpInterleavingTests {

	private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

	/** The end of the window of a step that began at the start: its own and one more. */
	private static final Instant WINDOW_END = START.plusSeconds(60);

	private static final String SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

	private final World world = new World(START);

	private final Services services = services(5);

	private Services services(int maxAttempts) {
		LoginSettings login = new LoginSettings(Rate.UNLIMITED, 5, Rate.UNLIMITED, Duration.ZERO, maxAttempts,
				List.of(Rate.valueOf("20/1h")));
		return new Services(this.world, TwoFactorMethod.TOTP, login, Services.SESSIONS);
	}

	private static String code(String secret, Instant time) {
		return new AuthenticatorApp(secret, new MutableClock(time)).code();
	}

	private Supplier<String> login(String code) {
		String token = ((LoginResult.CodeTokenIssued) this.services.login().start(Services.ALICE)).codeToken();
		return () -> {
			assertThat(this.services.login().complete(token, code)).isInstanceOf(LoginResult.Authenticated.class);
			return "login";
		};
	}

	private Supplier<String> confirm(String code) {
		return () -> {
			this.services.enrollment().confirm(Services.ALICE, Proof.of(code));
			return "confirmed";
		};
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT3M" })
	void completeWhenTheWindowOfTheStepEndsMeanwhileThenACodeBuysOneLogin(Duration afterTheEnd) {
		this.services.withTotpSecret(SECRET);
		String code = code(SECRET, START);
		Supplier<String> first = login(code);
		Supplier<String> second = login(code);
		this.world.moveTo(WINDOW_END.minusMillis(1));
		new Explorer(this.world).request("first", first)
			.request("second", second)
			.clockStepsTo("the window of the code ended " + afterTheEnd + " ago", WINDOW_END.plus(afterTheEnd))
			.explore((execution) -> assertThat(execution.count("login")).as("logins by one code")
				.isLessThanOrEqualTo(1));
	}

	@Test
	void takeWhenTheWindowOfTheStepEndsMeanwhileThenOneTakesIt() {
		String code = code(SECRET, START);
		this.world.moveTo(WINDOW_END.minusMillis(1));
		new Explorer(this.world).requests("take", 3, () -> {
			return this.services.totp().take("alice", SECRET, code) ? "taken" : "refused";
		})
			.clockStepsTo("the window of the code ends", WINDOW_END)
			.clockStepsTo("nothing of it is left", WINDOW_END.plus(Duration.ofMinutes(3)))
			.explore((execution) -> assertThat(execution.count("taken")).as("how often a step is taken")
				.isLessThanOrEqualTo(1));
	}

	@Test
	void completeWhenThreeCodeTokensThenACodeBuysOneLogin() {
		this.services.withTotpSecret(SECRET);
		String code = code(SECRET, START);
		new Explorer(this.world).request("first", login(code))
			.request("second", login(code))
			.request("third", login(code))
			.explore((execution) -> assertThat(execution.count("login")).as("logins by one code").isOne());
	}

	@Test
	void completeWhenAHostIsLateThenACodeBuysOneLogin() {
		this.services.withTotpSecret(SECRET);
		String code = code(SECRET, START);
		Supplier<String> first = login(code);
		Supplier<String> second = login(code);
		this.world.moveTo(WINDOW_END.minusMillis(1));
		new Explorer(this.world).request("login", first)
			.request("login on a host that is late", Duration.ofSeconds(-3), second)
			.clockStepsTo("the window of the code ended, but not on the late host", WINDOW_END.plusSeconds(2))
			.explore((execution) -> assertThat(execution.count("login")).as("logins by one code")
				.isLessThanOrEqualTo(1));
	}

	@Test
	void confirmWhenThePendingSecretEndsMeanwhileThenOnce() {
		String secret = this.services.enrollment().setUp(Services.ALICE).secret();
		Instant end = START.plus(Services.PENDING_LIFETIME);
		this.world.moveTo(end.minusMillis(1));
		new Explorer(this.world).requests("confirm", 3, confirm(code(secret, end)))
			.clockStepsTo("the secret waits no longer", end)
			.clockStepsTo("nothing of it is left", end.plus(Duration.ofMinutes(10)))
			.explore((execution) -> {
				assertThat(execution.count("confirmed")).as("confirmations").isLessThanOrEqualTo(1);
				assertThat(this.services.activeTotpSecret(execution.memory()) != null).as("whether there is a secret")
					.isEqualTo(execution.count("confirmed") == 1);
			});
	}

	@Test
	void confirmWhenItBeginsAtTheEndOfThePendingSecretThenRefused() {
		String secret = this.services.enrollment().setUp(Services.ALICE).secret();
		Instant end = START.plus(Services.PENDING_LIFETIME);
		this.world.moveTo(end.minusMillis(1));
		new Explorer(this.world).request("first", confirm(code(secret, end)))
			.request("second", confirm(code(secret, end)))
			.clockStepsTo("the secret waits no longer", end)
			.observeOrder()
			.explore((execution) -> {
				for (int request = 0; request < 2; request++) {
					assertThat(execution.begunAt(request) > 0 && execution.answers().get(request).equals("confirmed"))
						.as("whether a secret is confirmed that waited no longer")
						.isFalse();
				}
			});
	}

	@Test
	void confirmWhenWrongCodesThenNoMoreAnswersThanAttempts() {
		Services strict = services(2);
		strict.enrollment().setUp(Services.ALICE);
		Instant end = START.plus(Services.PENDING_LIFETIME);
		this.world.moveTo(end.minusMillis(1));
		new Explorer(this.world).requests("guess", 3, () -> {
			strict.enrollment().confirm(Services.ALICE, Proof.of("wrong"));
			return "confirmed";
		})
			.clockStepsTo("the secret waits no longer", end)
			.clockStepsTo("nothing of it is left", end.plus(Duration.ofMinutes(10)))
			.explore((execution) -> assertThat(execution.count("invalid_totp_code")).as("answered guesses")
				.isLessThanOrEqualTo(2));
	}

	@Test
	void confirmWhenAnotherSecretIsSetUpThenTheFormerIsDead() {
		String secret = this.services.enrollment().setUp(Services.ALICE).secret();
		new Explorer(this.world).request("confirm", confirm(code(secret, START)))
			.request("set up", () -> this.services.enrollment().setUp(Services.ALICE).secret())
			.request("confirm, too", confirm(code(secret, START)))
			.observeOrder()
			.explore((execution) -> {
				assertThat(execution.count("confirmed")).as("confirmations").isLessThanOrEqualTo(1);
				for (int confirm : new int[] { 0, 2 }) {
					assertThat(execution.hasAnsweredBefore(1, confirm)
							&& execution.answers().get(confirm).equals("confirmed"))
						.as("whether a secret is confirmed after another was set up")
						.isFalse();
				}
			});
	}

	@Test
	void confirmWhenAnotherSecretIsSetUpAndConfirmedMeanwhileThenThatOneStays() {
		String secret = this.services.enrollment().setUp(Services.ALICE).secret();
		new Explorer(this.world).request("confirm", confirm(code(secret, START.minusSeconds(30))))
			.request("set up another and confirm it", () -> {
				String other = this.services.enrollment().setUp(Services.ALICE).secret();
				this.services.enrollment().confirm(Services.ALICE, Proof.of(code(other, START)));
				return "confirmed " + other;
			})
			.explore((execution) -> {
				String other = execution.answers().get(1);
				String active = this.services.activeTotpSecret(execution.memory());
				assertThat(other.startsWith("confirmed") && !other.endsWith(" " + active))
					.as("whether the secret that was confirmed last got lost")
					.isFalse();
			});
	}

	@Test
	void confirmFirstWhenTwoEnrollmentsAtOnceThenOneConfirms() {
		String secret = this.services.enrollment().setUp(Services.ALICE).secret();
		Proof code = Proof.of(code(secret, START.minusSeconds(30)));
		new Explorer(this.world).request("enrollment", () -> {
			this.services.enrollment().confirmFirst(Services.ALICE, code);
			return "confirmed";
		}).request("enrollment with another secret", () -> {
			String other = this.services.enrollment().setUp(Services.ALICE).secret();
			this.services.enrollment().confirmFirst(Services.ALICE, Proof.of(code(other, START)));
			return "confirmed";
		})
			.explore((execution) -> assertThat(execution.count("confirmed")).as("confirmations")
				.isEqualTo((this.services.activeTotpSecret(execution.memory()) != null) ? 1 : 0));
	}

	@Test
	void confirmWhenALoginComesWithTheSameCodeThenItBuysOneOfBoth() {
		String secret = this.services.enrollment().setUp(Services.ALICE).secret();
		String code = code(secret, START);
		new Explorer(this.world).request("confirm", confirm(code))
			.request("login", login(code))
			.explore((execution) -> assertThat(execution.count("confirmed") + execution.count("login"))
				.as("what one code bought")
				.isLessThanOrEqualTo(1));
	}

}
