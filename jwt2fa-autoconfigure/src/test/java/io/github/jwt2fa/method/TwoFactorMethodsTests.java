package io.github.jwt2fa.method;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.sent.CodeSettings;
import io.github.jwt2fa.method.sent.OneTimeCodes;
import io.github.jwt2fa.method.sent.SentCodeHandler;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.userdetails.User;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

@ExtendWith(OutputCaptureExtension.class)
class TwoFactorMethodsTests {

	private static final TwoFactorMethod MAIL = TwoFactorMethod.of("mail");

	private static final TwoFactorMethod KEY = TwoFactorMethod.of("key");

	private static final TwoFactorMethod APP = TwoFactorMethod.of("app");

	/** Alice has everything, bob the app alone, carol nothing. */
	private static final List<TwoFactorMethodHandler> HANDLERS = List.of(TestMethod.of("key", "alice"),
			TestMethod.of("app", "alice", "bob"), TestMethod.ofEveryone("mail"));

	private final TwoFactorUser alice = user("alice");

	private final TwoFactorUser bob = user("bob");

	private final TwoFactorUser carol = user("carol");

	private final Map<String, TwoFactorMethod> chosen = new HashMap<>();

	private static TwoFactorUser user(String name) {
		return TwoFactorUser.of(User.withUsername(name).password("").build());
	}

	private TwoFactorMethods methods(TwoFactorMethod fallback, TwoFactorMethod... trusted) {
		return new TwoFactorMethods(new TwoFactorMethodSettings(fallback, Set.of(trusted)),
				(user) -> this.chosen.get(user.id()), HANDLERS);
	}

	@Test
	void requiredWhenNothingIsChosenThenTheFallback() {
		assertThat(methods(MAIL, MAIL, KEY).required(this.alice)).isEqualTo(MAIL);
		assertThat(methods(TwoFactorMethod.NO_2FA, TwoFactorMethod.NO_2FA).required(this.alice))
			.isEqualTo(TwoFactorMethod.NO_2FA);
	}

	@Test
	void requiredWhenChosenOneIsTrustedThenThatOne() {
		this.chosen.put("alice", APP);
		assertThat(methods(MAIL, MAIL, KEY, APP).required(this.alice)).isEqualTo(APP);
	}

	@Test
	void requiredWhenChosenOneIsTrustedButLostThenNothingWeaker() {
		this.chosen.put("carol", APP);
		assertThat(methods(MAIL, MAIL, APP).required(this.carol)).isEqualTo(APP);
	}

	@Test
	void requiredWhenChosenOneIsNotTrustedThenTheFirstThatIsSetUpAndTrusted() {
		assertThat(methods(MAIL, KEY, APP).required(this.alice)).isEqualTo(KEY);
		assertThat(methods(MAIL, KEY, APP).required(this.bob)).isEqualTo(APP);
		assertThat(methods(MAIL, KEY).required(this.bob)).isEqualTo(MAIL);
		assertThat(methods(TwoFactorMethod.NO_2FA, APP).required(this.bob)).isEqualTo(APP);
	}

	@Test
	void requiredWhenPasswordAloneIsNotEnoughThenNotConfigured() {
		assertThatExceptionOfType(TwoFactorException.class)
			.isThrownBy(() -> methods(TwoFactorMethod.NO_2FA, APP).required(this.carol))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED));
	}

	@Test
	void requiredWhenChosenOneIsUnknownThenNotConfiguredAndNothingWeaker() {
		this.chosen.put("alice", TwoFactorMethod.of("dance"));
		TwoFactorMethods methods = methods(TwoFactorMethod.NO_2FA, TwoFactorMethod.NO_2FA, APP);
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> methods.required(this.alice))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED));
		assertThat(methods.handlerIfOffered(this.alice, TwoFactorMethod.of("dance"))).isNull();
	}

	@Test
	void requiredWhenFactorsCanNotBeToldThenFails() {
		TwoFactorMethodHandler broken = new TestMethod("broken", true, false, true, null);
		TwoFactorMethods methods = new TwoFactorMethods(
				new TwoFactorMethodSettings(TwoFactorMethod.NO_2FA, Set.of(broken.method())), (user) -> null,
				List.of(broken));
		assertThatNullPointerException().isThrownBy(() -> methods.required(this.alice));
		assertThatNullPointerException().isThrownBy(() -> methods.handlerIfOffered(this.alice, broken.method()));
	}

	@Test
	void handlerIfOfferedWhenAnotherIsChosenSinceThenNone() {
		TwoFactorMethods methods = methods(MAIL, MAIL, APP);
		assertThat(methods.handlerIfOffered(this.alice, MAIL)).isEqualTo(HANDLERS.get(2));
		this.chosen.put("alice", APP);
		assertThat(methods.handlerIfOffered(this.alice, MAIL)).isNull();
		assertThat(methods.handlerIfOffered(this.alice, KEY)).as("not enough").isNull();
		assertThat(methods.handlerIfOffered(this.alice, APP)).isEqualTo(HANDLERS.get(1));
	}

	@Test
	void choosableWhenSetUpAndTrustedThenListedAndNothingAtAllLast() {
		TwoFactorMethods methods = methods(MAIL, MAIL, KEY, APP, TwoFactorMethod.NO_2FA);
		assertThat(methods.setUp(this.alice)).containsExactly(KEY, APP);
		assertThat(methods.choosable(this.alice, methods.setUp(this.alice))).containsExactly(MAIL, KEY, APP,
				TwoFactorMethod.NO_2FA);
		assertThat(methods.choosable(this.carol, methods.setUp(this.carol))).containsExactly(MAIL,
				TwoFactorMethod.NO_2FA);
		assertThat(methods(MAIL, APP).choosable(this.alice, Set.of(KEY))).isEmpty();
	}

	@Test
	void amrWhenMethodCompletedThenPasswordAndItsOwnReference() {
		TwoFactorMethods methods = methods(MAIL, MAIL);
		assertThat(methods.amr(TwoFactorMethod.NO_2FA)).containsExactly("pwd");
		assertThat(methods.amr(APP)).containsExactly("pwd", "app", "mfa");
		assertThat(HANDLERS.get(1).factor()).isEqualTo("FACTOR_APP");
		assertThat(TestMethod.of("recovery-code").factor()).isEqualTo("FACTOR_RECOVERY_CODE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "no-2fa", "Sms", "sms ", "s_m_s", "-sms", "sms--x", "pwd", "mfa", "mail" })
	void newWhenMethodHasAnOddOrTakenNameThenFails(String name) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TwoFactorMethods(new TwoFactorMethodSettings(MAIL, Set.of(MAIL)), (user) -> null,
					List.of(TestMethod.ofEveryone("mail"), TestMethod.ofEveryone(name))))
			.withMessageContaining(TestMethod.class.getName())
			.withMessageContaining(name.equals("mail") ? "the method mail" : "\"" + name + "\"");
	}

	@Test
	void newWhenTwoMethodsAreToldByTheSameReferenceThenFails() {
		TwoFactorMethodHandler sender = SentCodeHandler.codeSender((user, code) -> {
		}, new OneTimeCodes(new CodeSettings(7, "0123456789", new SecretKeySpec(new byte[32], "HmacSHA256"), ""),
				new SecureRandom()));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TwoFactorMethods(new TwoFactorMethodSettings(MAIL, Set.of(MAIL)), (user) -> null,
					List.of(sender, TestMethod.ofEveryone("mca"))))
			.withMessageContaining("the amr mca");
	}

	@Test
	void newWhenAStandInSendsCodesThenFails() {
		TwoFactorMethodHandler sender = new SentCodeHandler(TwoFactorMethod.of("sms"), (user, code) -> {
		}, new OneTimeCodes(new CodeSettings(7, "0123456789", new SecretKeySpec(new byte[32], "HmacSHA256"), ""),
				new SecureRandom())) {

			@Override
			public boolean isStandIn() {
				return true;
			}

		};
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TwoFactorMethods(new TwoFactorMethodSettings(MAIL, Set.of(MAIL)), (user) -> null,
					List.of(sender)))
			.withMessageContaining("stands in for others");
	}

	@Test
	void requiredWhenChosenOneIsUnknownThenToldOnceForEachUser(CapturedOutput output) {
		this.chosen.put("alice", TwoFactorMethod.of("dance"));
		this.chosen.put("bob", TwoFactorMethod.of("dance"));
		TwoFactorMethods methods = methods(MAIL, MAIL);
		for (TwoFactorUser user : List.of(this.alice, this.alice, this.bob)) {
			assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> methods.required(user));
		}
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), "The user alice can't log in")).isEqualTo(1);
		assertThat(output).contains("The user bob can't log in: the stored method \"dance\" is not known");
		assertThat(methods.isTrusted(MAIL)).isTrue();
		assertThat(methods.isTrusted(APP)).isFalse();
		assertThat(methods.handlers()).isEqualTo(HANDLERS);
	}

}
