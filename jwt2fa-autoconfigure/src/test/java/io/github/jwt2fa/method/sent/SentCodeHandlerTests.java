package io.github.jwt2fa.method.sent;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class SentCodeHandlerTests {

	private final OneTimeCodes codes = new OneTimeCodes(
			new CodeSettings(7, "0123456789", new SecretKeySpec(
					"a key of 32 bytes for the tests..".getBytes(StandardCharsets.UTF_8), "HmacSHA256"), "more"),
			new SecureRandom());

	private final List<String> sent = new ArrayList<>();

	private final TwoFactorUser alice = TwoFactorUser.withId("alice").build();

	private final TwoFactorUser bob = TwoFactorUser.withId("bob").build();

	private final SentCodeHandler handler = SentCodeHandler.codeSender((user, code) -> this.sent.add(code), this.codes);

	@Test
	void checkWhenTheCodeIsTheSentOneThenAccepted() {
		Challenge challenge = this.handler.begin(this.alice);
		String code = this.sent.get(0);
		assertThat(code).matches("[0-9]{7}");
		assertThat(challenge.claims()).containsOnlyKeys("vch", "vcn").doesNotContainValue(code);
		assertThat(this.handler.check(challenge.claims(), this.alice, Proof.of(code)).use()).isTrue();
		assertThat(this.handler.check(challenge.claims(), this.alice,
				Proof.of(" " + code.substring(0, 3) + " " + code.substring(3))))
			.isNotNull();
		assertThat(this.handler.check(challenge.claims(), this.alice, Proof.of("x" + code.substring(1)))).isNull();
		assertThat(this.handler.check(Map.of("vch", challenge.claims().get("vch")), this.alice, Proof.of(code)))
			.isNull();
		assertThat(this.handler.check(Map.of("vcn", challenge.claims().get("vcn")), this.alice, Proof.of(code)))
			.isNull();
		assertThat(this.handler.check(this.handler.begin(this.alice).claims(), this.alice, Proof.of(code)))
			.as("the code of another token")
			.isNull();
	}

	@Test
	void handlerWhenOfCodeSenderThenEveryoneHasIt() {
		assertThat(this.handler.method()).isEqualTo(TwoFactorMethod.CODE_SENDER);
		assertThat(this.handler.amr()).isEqualTo("mca");
		assertThat(this.handler.factor()).isEqualTo("FACTOR_OTT");
		assertThat(this.handler.isSent()).isTrue();
		assertThat(this.handler.isOwn()).isFalse();
		assertThat(this.handler.factors(this.alice)).isEmpty();
		assertThat(this.handler.remove("alice", null)).isFalse();
	}

	@Test
	void handlerWhenOnlySomeHaveItThenTellsThem() {
		SentCodeHandler sms = new SentCodeHandler(TwoFactorMethod.of("sms"), (user, code) -> {
		}, this.codes, this.alice::equals);
		assertThat(sms.isOwn()).isTrue();
		assertThat(sms.factors(this.alice)).hasSize(1);
		assertThat(sms.factors(this.bob)).isEmpty();
		assertThat(sms.amr()).isEqualTo("sms");
		assertThat(sms.factor()).isEqualTo("FACTOR_SMS");
	}

	@Test
	void beginWhenTheSenderSaysWhyNotThenTheClientIsTold(CapturedOutput output) {
		SentCodeHandler failing = SentCodeHandler.codeSender((user, code) -> {
			throw new CodeSendingException("We have no phone number of yours.");
		}, this.codes);
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> failing.begin(this.alice))
			.satisfies((refusal) -> {
				assertThat(refusal.error()).isEqualTo(TwoFactorError.VERIFICATION_CODE_SENDING_FAILED);
				assertThat(refusal.detail()).isEqualTo("We have no phone number of yours.");
			});
		assertThat(output).contains("No code was sent to the user alice", "We have no phone number");
	}

	@Test
	void beginWhenTheSenderBreaksThenItsWordsAreLoggedWithoutTheCode(CapturedOutput output) {
		SentCodeHandler failing = SentCodeHandler.codeSender((user, code) -> {
			this.sent.add(code);
			throw new IllegalStateException("The gateway refused \"Your code is " + code + "\"");
		}, this.codes);
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> failing.begin(this.alice))
			.satisfies((refusal) -> assertThat(refusal.detail()).isNull());
		assertThat(output).contains("No code could be sent to the user alice", "IllegalStateException")
			.doesNotContain(this.sent.get(0))
			.doesNotContain("The gateway refused");
		// where it failed, and not where that was noticed
		assertThat(output.getAll().substring(output.getAll().indexOf("its text is left out")).lines().skip(1)).first()
			.asString()
			.contains(SentCodeHandlerTests.class.getName());
		SentCodeHandler harmless = SentCodeHandler.codeSender((user, code) -> {
			throw new IllegalStateException("The gateway is away");
		}, this.codes);
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> harmless.begin(this.alice));
		assertThat(output).contains("The gateway is away");
	}

}
