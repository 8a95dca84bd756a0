package io.github.jwt2fa.method;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.policy.Policies;
import io.github.jwt2fa.policy.Requirement;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which methods a user under a policy is offered, row by row: alice has a key, an app and
 * something left on paper, bob the app alone, carol nothing, dora a key.
 */
class PolicyOfferTests {

	private static final TwoFactorMethod KEY = TwoFactorMethod.of("key");

	private static final TwoFactorMethod APP = TwoFactorMethod.of("app");

	private static final TwoFactorMethod MAIL = TwoFactorMethod.of("mail");

	private static final TwoFactorMethod PAPER = TwoFactorMethod.of("paper");

	private static final TwoFactorMethod NONE = TwoFactorMethod.NO_2FA;

	private static final List<TwoFactorMethodHandler> HANDLERS = List.of(TestMethod.credential("key", "alice", "dora"),
			TestMethod.spare("paper", "alice", "carol", "dora"), TestMethod.of("app", "alice", "bob"),
			TestMethod.sent("mail"));

	private static final List<TwoFactorMethodHandler> WITHOUT_MAIL = HANDLERS.subList(0, 3);

	private final Map<String, TwoFactorMethod> chosen = new HashMap<>();

	private final MutableClock clock = new MutableClock();

	private Instant from;

	private boolean devices = true;

	private TwoFactorMethods methods(List<TwoFactorMethodHandler> handlers, TwoFactorMethod... required) {
		Set<TwoFactorMethod> trusted = Set.of(KEY, APP, MAIL, NONE);
		return new TwoFactorMethods(new TwoFactorMethodSettings(MAIL, trusted), (user) -> this.chosen.get(user.id()),
				new Policies((user) -> new Requirement(Set.of(required), this.from, this.devices), trusted, this.clock),
				handlers);
	}

	private static TwoFactorUser user(String name) {
		return TwoFactorUser.withId(name).build();
	}

	private List<TwoFactorMethod> offered(String user, TwoFactorMethod chosen, TwoFactorMethod... required) {
		this.chosen.put(user, chosen);
		return methods(HANDLERS, required).offered(user(user));
	}

	private TwoFactorMethod required(String user, TwoFactorMethod chosen, TwoFactorMethod... required) {
		this.chosen.put(user, chosen);
		return methods(HANDLERS, required).required(user(user));
	}

	private static void assertRefused(TwoFactorError error, Runnable step) {
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(step::run)
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(error));
	}

	@Test
	void offeredWhenAnOwnOneMeetsItThenOnlySuchAndThoseForTheirLoss() {
		for (TwoFactorMethod chosen : List.of(MAIL, NONE, KEY, APP)) {
			assertThat(offered("alice", chosen, APP)).as("%s", chosen).containsExactly(APP, PAPER);
			assertThat(required("alice", chosen, APP)).as("%s", chosen).isEqualTo(APP);
		}
		assertThat(offered("alice", APP, APP, KEY)).containsExactly(APP, KEY, PAPER);
		assertThat(offered("alice", MAIL, APP, KEY)).containsExactly(KEY, APP, PAPER);
	}

	@Test
	void offeredWhenASentOneMeetsItTooThenItIsThereIfChosen() {
		assertThat(offered("alice", MAIL, APP, MAIL)).containsExactly(MAIL, APP, PAPER);
		assertThat(offered("alice", APP, APP, MAIL)).containsExactly(APP, PAPER);
		assertThat(offered("bob", MAIL, KEY, MAIL)).as("the user's method alone").containsExactly(MAIL);
		assertThat(offered("carol", NONE, MAIL)).containsExactly(MAIL);
	}

	@Test
	void offeredWhenAnotherOneIsSetUpThenThatOneAndNothingForItsLoss() {
		for (TwoFactorMethod chosen : List.of(MAIL, NONE, APP)) {
			assertThat(offered("bob", chosen, KEY)).as("%s", chosen).containsExactly(APP);
			assertThat(required("bob", chosen, KEY)).as("%s", chosen).isEqualTo(APP);
			assertThat(methods(HANDLERS, KEY).isEnough(user("bob"), APP, null)).isFalse();
			assertThat(methods(HANDLERS, KEY).handlerIfOffered(user("bob"), MAIL)).isNull();
			assertThat(methods(HANDLERS, KEY).handlerIfOffered(user("bob"), APP)).isNotNull();
			assertThat(methods(HANDLERS, KEY).repeatable(user("bob"))).isEmpty();
		}
		this.chosen.put("dora", KEY);
		assertThat(offered("dora", KEY, APP)).containsExactly(KEY);
		assertRefused(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE, () -> required("dora", KEY, APP));
		assertThat(methods(HANDLERS, APP).handlerIfOffered(user("dora"), PAPER)).isNull();
	}

	@Test
	void offeredWhenSeveralOthersAreSetUpThenTheChosenOneFirst() {
		TwoFactorMethod chip = TwoFactorMethod.of("chip");
		Set<TwoFactorMethod> trusted = Set.of(KEY, APP, chip);
		List<TwoFactorMethodHandler> all = List.of(TestMethod.credential("key", "alice"), TestMethod.of("app", "alice"),
				TestMethod.of("chip"), TestMethod.sent("mail"));
		TwoFactorMethods methods = new TwoFactorMethods(new TwoFactorMethodSettings(MAIL, trusted),
				(user) -> this.chosen.get(user.id()),
				new Policies((user) -> new Requirement(Set.of(chip), null, true), trusted, this.clock), all);
		this.chosen.put("alice", APP);
		assertThat(methods.offered(user("alice"))).containsExactly(APP, KEY);
		this.chosen.put("alice", chip);
		assertThat(methods.offered(user("alice"))).as("lost, and never weaker").containsExactly(chip);
		this.chosen.put("alice", MAIL);
		assertThat(methods.offered(user("alice"))).containsExactly(KEY, APP);
		assertThat(methods.required(user("alice"))).isEqualTo(APP);
	}

	@Test
	void offeredWhenNothingIsSetUpThenACodeThatIsSent() {
		for (TwoFactorMethod chosen : List.of(MAIL, NONE)) {
			assertThat(offered("carol", chosen, APP)).as("%s", chosen).containsExactly(MAIL);
			assertThat(required("carol", chosen, APP)).as("%s", chosen).isEqualTo(MAIL);
			assertThat(methods(HANDLERS, APP).isEnough(user("carol"), MAIL, null)).isFalse();
		}
		assertThat(offered("carol", APP, KEY)).as("lost, and never weaker").containsExactly(APP);
	}

	@Test
	void offeredWhenNothingIsSetUpAndNothingIsSentThenThePasswordBuysNothing() {
		this.chosen.put("carol", NONE);
		TwoFactorMethods methods = methods(WITHOUT_MAIL, APP);
		assertRefused(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED, () -> methods.offered(user("carol")));
		assertRefused(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED, () -> methods.required(user("carol")));
	}

	@Test
	void offeredWhenNothingMeetsItThenNotConfigured() {
		for (String user : List.of("alice", "bob", "carol")) {
			for (TwoFactorMethod chosen : List.of(MAIL, NONE, APP)) {
				this.chosen.put(user, chosen);
				TwoFactorMethods methods = methods(HANDLERS, TwoFactorMethod.of("sms"));
				assertRefused(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED, () -> methods.offered(user(user)));
				assertRefused(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED, () -> methods.required(user(user)));
				HANDLERS.forEach((handler) -> {
					assertThat(methods.handlerIfOffered(user(user), handler.method())).isNull();
					assertThat(methods.isOfferedStill(user(user), handler)).isFalse();
					assertThat(methods.mayGoOn(user(user), List.of("pwd", handler.amr(), "mfa"), () -> null)).isFalse();
				});
			}
		}
	}

	private boolean mayGoOn(String user, TwoFactorMethod chosen, String amr, TwoFactorMethod... required) {
		this.chosen.put(user, chosen);
		return methods(HANDLERS, required).mayGoOn(user(user), List.of(amr.split(" ")), () -> null);
	}

	@Test
	void mayGoOnWhenTheLoginShowsWhatMeetsItThenTrue() {
		assertThat(mayGoOn("alice", MAIL, "pwd app mfa", APP)).isTrue();
		assertThat(mayGoOn("alice", MAIL, "key mfa", KEY, APP)).isTrue();
		assertThat(mayGoOn("alice", APP, "pwd paper mfa", APP)).as("to set up what was lost").isTrue();
		assertThat(mayGoOn("bob", APP, "pwd paper mfa", APP)).as("also after the last of it").isTrue();
		assertThat(mayGoOn("carol", MAIL, "pwd mail mfa", MAIL, APP)).isTrue();
		assertThat(mayGoOn("alice", MAIL, "pwd mail mfa")).as("under none").isTrue();
		assertThat(mayGoOn("alice", APP, "pwd")).as("under none").isTrue();
	}

	@Test
	void mayGoOnWhenTheLoginShowsNothingThatMeetsItThenFalse() {
		assertThat(mayGoOn("alice", APP, "pwd mail mfa", APP)).isFalse();
		assertThat(mayGoOn("alice", APP, "key mfa", APP)).isFalse();
		assertThat(mayGoOn("alice", APP, "pwd mail mfa", APP, MAIL)).as("not offered").isFalse();
		assertThat(mayGoOn("alice", MAIL, "pwd mail mfa", APP, MAIL)).as("offered").isTrue();
		assertThat(mayGoOn("bob", APP, "pwd app mfa", KEY)).as("good for setting up").isFalse();
		assertThat(mayGoOn("carol", MAIL, "pwd mail mfa", KEY)).as("good for setting up").isFalse();
		assertThat(mayGoOn("bob", APP, "pwd paper mfa", KEY)).as("beside nothing").isFalse();
		assertThat(mayGoOn("carol", NONE, "pwd", KEY)).isFalse();
		assertThat(mayGoOn("carol", NONE, "pwd", NONE)).isFalse();
		assertThat(mayGoOn("bob", KEY, "pwd key mfa", KEY)).as("lost").isFalse();
		assertThat(mayGoOn("alice", TwoFactorMethod.of("dance"), "pwd app mfa", APP)).isFalse();
	}

	@Test
	void mayGoOnWhenByATrustedDeviceThenByWhatItWasTrustedFor() {
		List<String> amr = List.of("pwd", "trusted-device");
		this.chosen.put("alice", MAIL);
		assertThat(methods(HANDLERS).mayGoOn(user("alice"), amr, () -> {
			throw new AssertionError("Nobody wants to know");
		})).isTrue();
		assertThat(methods(HANDLERS, APP).mayGoOn(user("alice"), amr, () -> APP)).isTrue();
		assertThat(methods(HANDLERS, APP).mayGoOn(user("alice"), amr, () -> MAIL)).isFalse();
		assertThat(methods(HANDLERS, APP).mayGoOn(user("alice"), amr, () -> null)).isFalse();
		this.devices = false;
		assertThat(methods(HANDLERS, APP).mayGoOn(user("alice"), amr, () -> APP)).isFalse();
		assertThat(methods(HANDLERS).mayGoOn(user("alice"), amr, () -> APP)).isFalse();
		assertThat(methods(HANDLERS).mayGoOn(user("alice"), List.of("pwd"), () -> null)).isTrue();
		assertThat(methods(HANDLERS).trustsDevices(user("alice"))).isFalse();
	}

	@Test
	void requiredFactorsWhenSomeAreSetUpThenTheseOrElseAll() {
		this.chosen.put("alice", MAIL);
		assertThat(methods(HANDLERS, APP, KEY).requiredFactors(user("alice"))).containsExactly("FACTOR_KEY",
				"FACTOR_APP");
		assertThat(methods(HANDLERS, APP, KEY).requiredFactors(user("bob"))).containsExactly("FACTOR_APP");
		assertThat(methods(HANDLERS, APP, KEY).requiredFactors(user("carol"))).containsExactly("FACTOR_KEY",
				"FACTOR_APP");
		assertThat(methods(HANDLERS, TwoFactorMethod.of("sms")).requiredFactors(user("carol"))).isEmpty();
	}

	@Test
	void dueWhenTheTimeIsAheadThenTellsWhatIsMissing() {
		assertThat(methods(HANDLERS, APP).due(user("carol"))).isNull();
		this.from = this.clock.instant().plusSeconds(1);
		this.devices = false;
		TwoFactorMethods methods = methods(HANDLERS, KEY, APP);
		DueRequirement due = methods.due(user("carol"));
		assertThat(due).isEqualTo(new DueRequirement(List.of(KEY, APP), this.from));
		assertThat(methods.trustsDevices(user("carol"))).isTrue();
		assertThat(methods.offered(user("carol"))).containsExactly(MAIL);
		assertThat(methods.enough(user("carol"))).containsExactlyInAnyOrder(KEY, APP, MAIL, NONE);
		assertThat(methods.meets(user("carol"), due)).isFalse();
		assertThat(methods.meets(user("bob"), due)).isTrue();
		assertThat(methods.meets(user("bob"), methods(HANDLERS, KEY).due(user("bob")))).isFalse();
		assertThat(methods.meets(user("bob"), methods(HANDLERS, KEY, MAIL).due(user("bob")))).isTrue();
	}

	@Test
	void choosableWhenUnderAPolicyThenWhatMeetsIt() {
		assertThat(methods(HANDLERS, APP).choosable(user("alice"), Set.of(KEY, APP))).containsExactly(APP);
		assertThat(methods(HANDLERS, KEY).choosable(user("bob"), Set.of(APP))).isEmpty();
		assertThat(methods(HANDLERS).choosable(user("bob"), Set.of(APP))).containsExactly(MAIL, APP, NONE);
	}

}
