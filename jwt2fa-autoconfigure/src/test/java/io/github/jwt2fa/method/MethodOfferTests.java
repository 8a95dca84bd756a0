package io.github.jwt2fa.method;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which methods a user is offered, row by row: alice has everything set up, bob the app
 * alone, carol nothing, dora a key, eve a key and something left on paper.
 */
class MethodOfferTests {

	private static final TwoFactorMethod KEY = TwoFactorMethod.of("key");

	private static final TwoFactorMethod APP = TwoFactorMethod.of("app");

	private static final TwoFactorMethod MAIL = TwoFactorMethod.of("mail");

	private static final TwoFactorMethod PAPER = TwoFactorMethod.of("paper");

	private static final TwoFactorMethod NONE = TwoFactorMethod.NO_2FA;

	private static final List<TwoFactorMethodHandler> HANDLERS = List.of(
			TestMethod.credential("key", "alice", "dora", "eve"), TestMethod.spare("paper", "alice", "eve", "carol"),
			TestMethod.of("app", "alice", "bob"), TestMethod.sent("mail"));

	private final Map<String, TwoFactorMethod> chosen = new HashMap<>();

	private TwoFactorMethods methods(TwoFactorMethod... trusted) {
		return new TwoFactorMethods(new TwoFactorMethodSettings(MAIL, Set.of(trusted)),
				(user) -> this.chosen.get(user.id()), HANDLERS);
	}

	private static TwoFactorUser user(String name) {
		return TwoFactorUser.withId(name).build();
	}

	private List<TwoFactorMethod> offered(String user, TwoFactorMethod chosen, TwoFactorMethod... trusted) {
		this.chosen.put(user, chosen);
		return methods(trusted).offered(user(user));
	}

	private TwoFactorMethod required(String user, TwoFactorMethod chosen, TwoFactorMethod... trusted) {
		this.chosen.put(user, chosen);
		return methods(trusted).required(user(user));
	}

	private static void assertRefused(TwoFactorError error, Runnable step) {
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(step::run)
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(error));
	}

	@Test
	void offeredWhenOwnOnesAreEnoughThenTheseByPreferenceAndTheChosenOneFirst() {
		assertThat(offered("alice", KEY, KEY, APP, MAIL)).containsExactly(KEY, APP, PAPER);
		assertThat(offered("alice", APP, KEY, APP, MAIL)).containsExactly(APP, KEY, PAPER);
		assertThat(offered("bob", APP, KEY, APP, MAIL)).containsExactly(APP);
	}

	@Test
	void offeredWhenOneIsNotTrustedThenItIsNotAmongThem() {
		assertThat(offered("alice", APP, APP)).containsExactly(APP, PAPER);
		assertThat(offered("alice", APP, KEY)).containsExactly(KEY, PAPER);
	}

	@Test
	void offeredWhenASentOneIsChosenThenItStandsBesideOnlyIfItIsEnough() {
		assertThat(offered("alice", MAIL, KEY, APP, MAIL)).containsExactly(MAIL, KEY, APP, PAPER);
		assertThat(offered("alice", MAIL, KEY, APP)).containsExactly(KEY, APP, PAPER);
	}

	@Test
	void offeredWhenNothingOfOneIsLeftThenItIsNotAmongThem() {
		assertThat(offered("dora", KEY, KEY)).containsExactly(KEY);
		assertThat(offered("eve", KEY, KEY)).containsExactly(KEY, PAPER);
	}

	@Test
	void offeredWhenNothingIsSetUpThenTheUsersMethodAloneAndNothingForItsLoss() {
		assertThat(offered("carol", MAIL, MAIL, APP)).containsExactly(MAIL);
		assertThat(offered("carol", MAIL, APP)).as("buys an enrollment token").containsExactly(MAIL);
		assertThat(offered("bob", MAIL, MAIL)).as("an app that is not enough").containsExactly(MAIL);
	}

	@Test
	void offeredWhenTheUsersMethodIsLostThenNothingWeaker() {
		assertThat(offered("carol", APP, APP, MAIL)).containsExactly(APP);
		assertThat(offered("bob", KEY, KEY, APP, MAIL)).as("what else was set up").containsExactly(APP);
	}

	@Test
	void offeredWhenThePasswordIsEnoughThenItStandsFirst() {
		assertThat(offered("carol", NONE, NONE)).containsExactly(NONE);
		assertThat(offered("bob", NONE, NONE, APP)).containsExactly(NONE, APP);
		assertThat(offered("bob", NONE, APP)).containsExactly(APP);
		assertRefused(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED, () -> offered("carol", NONE, APP));
	}

	@Test
	void offeredWhenTheUsersMethodIsUnknownThenNotConfigured() {
		assertRefused(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED,
				() -> offered("alice", TwoFactorMethod.of("dance"), APP));
	}

	@Test
	void requiredWhenTheFirstTakesNoCodeThenTheNextThatDoes() {
		assertThat(required("alice", KEY, KEY, APP)).isEqualTo(APP);
		assertThat(required("eve", KEY, KEY, MAIL)).isEqualTo(PAPER);
		assertThat(required("eve", MAIL, KEY)).isEqualTo(PAPER);
		assertThat(required("eve", MAIL, KEY, MAIL)).isEqualTo(MAIL);
	}

	@Test
	void requiredWhenNothingTakesACodeThenNotAvailable() {
		assertRefused(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE, () -> required("dora", KEY, KEY, MAIL));
		assertRefused(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE, () -> required("carol", KEY, KEY, MAIL));
	}

	@Test
	void isEnoughWhenOneStandsInForOthersThenOnlyBesideThem() {
		TwoFactorMethods methods = methods(KEY);
		assertThat(methods.isEnough(user("eve"), KEY, null)).isTrue();
		assertThat(methods.isEnough(user("eve"), PAPER, null)).isTrue();
		assertThat(methods.isEnough(user("eve"), MAIL, null)).isFalse();
		this.chosen.put("carol", PAPER);
		assertThat(methods.handlerIfOffered(user("carol"), PAPER)).isNull();
	}

	@Test
	void handlerIfOfferedWhenAnyMethodThenAsOffered() {
		for (String user : List.of("alice", "bob", "carol", "dora", "eve")) {
			for (TwoFactorMethod choice : List.of(KEY, APP, MAIL)) {
				for (Set<TwoFactorMethod> trusted : List.of(Set.of(KEY), Set.of(APP), Set.of(KEY, APP, MAIL))) {
					TwoFactorMethod[] enough = trusted.toArray(TwoFactorMethod[]::new);
					Set<TwoFactorMethod> offered = new HashSet<>(offered(user, choice, enough));
					if (trusted.contains(choice)) {
						// it may be lost: then there is no right proof of it
						offered.add(choice);
					}
					assertThat(List.of(KEY, APP, MAIL, PAPER)).as("%s of %s, %s", user, choice, trusted)
						.filteredOn((method) -> methods(enough).handlerIfOffered(user(user), method) != null)
						.containsExactlyInAnyOrderElementsOf(offered);
				}
			}
		}
	}

	@Test
	void choosableWhenOneStandsInForOthersThenItIsNotAmongThem() {
		assertThat(methods(APP, MAIL, PAPER).choosable(user("alice"), Set.of(APP))).containsExactly(MAIL, APP);
	}

	private boolean isShown(String user, TwoFactorMethod chosen, String amr) {
		this.chosen.put(user, chosen);
		return methods(KEY, APP, MAIL).isShown(user(user), List.of(amr.split(" ")));
	}

	@Test
	void isShownWhenTheLoginWasByWhatIsOfferedThenTrue() {
		assertThat(isShown("carol", MAIL, "pwd mail mfa")).isTrue();
		assertThat(isShown("alice", APP, "pwd app mfa")).isTrue();
		assertThat(isShown("alice", APP, "key mfa")).as("another that is offered").isTrue();
		assertThat(isShown("alice", MAIL, "pwd mail mfa")).as("chosen beside").isTrue();
		assertThat(isShown("alice", APP, "pwd paper mfa")).isTrue();
		assertThat(isShown("dora", KEY, "pwd paper mfa")).as("also after the last of it").isTrue();
		assertThat(isShown("carol", MAIL, "pwd paper mfa")).as("no weaker than what carol chose").isTrue();
	}

	@Test
	void isShownWhenTheLoginWasByWhatIsNotOfferedThenFalse() {
		assertThat(isShown("alice", APP, "pwd mail mfa")).as("from before the app").isFalse();
		assertThat(isShown("alice", APP, "pwd")).isFalse();
		assertThat(isShown("alice", APP, "pwd trusted-device")).isFalse();
		assertThat(isShown("bob", KEY, "pwd key mfa")).as("lost").isFalse();
		this.chosen.put("carol", MAIL);
		assertThat(methods(KEY, APP).isShown(user("carol"), List.of("pwd", "paper", "mfa")))
			.as("beside nothing, not even a method that is enough")
			.isFalse();
		assertThat(isShown("alice", TwoFactorMethod.of("dance"), "pwd app mfa")).isFalse();
	}

	@Test
	void isShownWhenThePasswordIsEnoughThenTheFirstStepIs() {
		this.chosen.put("bob", NONE);
		assertThat(methods(NONE, APP).isShown(user("bob"), List.of("pwd"))).isTrue();
		assertThat(methods(NONE, APP).isShown(user("bob"), List.of("app", "mfa"))).isTrue();
		assertThat(methods(NONE, APP).isShown(user("bob"), List.of("mail", "mfa"))).isFalse();
		assertThat(methods(NONE, APP).isShown(user("bob"), List.of("mail"))).isFalse();
		assertThat(methods(NONE, APP).isShown(user("bob"), List.of("link"))).as("the application's own").isTrue();
		assertThat(methods(APP).isShown(user("bob"), List.of("pwd"))).isFalse();
	}

	/**
	 * A login of a client that says nothing is what it was: nothing is asked about
	 * methods that can't change it.
	 */
	@Test
	void requiredWhenTheUsersMethodIsEnoughThenNoFactorIsLookedUp() {
		TwoFactorMethodHandler broken = new TestMethod("broken", true, false, true, null);
		Stream.of(MAIL, broken.method()).forEach((method) -> {
			TwoFactorMethods methods = new TwoFactorMethods(
					new TwoFactorMethodSettings(method, Set.of(MAIL, broken.method())), (user) -> null,
					List.of(broken, TestMethod.sent("mail")));
			assertThat(methods.required(user("alice"))).isEqualTo(method);
			assertThat(methods.handlerIfOffered(user("alice"), method)).isNotNull();
		});
	}

}
