package io.github.jwt2fa.method.passkey;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.PasswordlessMethod.IdentifiedProof;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.TestAuthenticator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.jwt2fa.method.passkey.TestPasskeys.ALICE;
import static io.github.jwt2fa.method.passkey.TestPasskeys.BOB;
import static io.github.jwt2fa.method.passkey.TestPasskeys.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PasswordlessPasskeysTests {

	private final TestPasskeys passkeys = new TestPasskeys(new InMemoryPasskeyRepository(), new MutableClock());

	private final TestAuthenticator device = new TestAuthenticator(ORIGIN);

	@BeforeEach
	void register() {
		this.passkeys.register(ALICE, this.device);
	}

	private static void assertError(TwoFactorError error, ThrowingCallable call) {
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(error));
	}

	@Test
	void beginWhenNobodyIsKnownThenAsksForAnyPasskeyOfAVerifiedUser() {
		Challenge challenge = this.passkeys.login().begin();
		assertThat(this.passkeys.login().method()).isEqualTo(TwoFactorMethod.PASSKEY);
		assertThat(TestPasskeys.options(challenge)).isEqualTo(Map.of("challenge", challenge.claims().get("challenge"),
				"timeout", 300_000L, "rpId", "example.com", "userVerification", "required"));
		assertThat(challenge.claims()).containsOnlyKeys("challenge")
			.isNotEqualTo(this.passkeys.login().begin().claims());
	}

	@Test
	void identifyWhenRightThenTellsWhose() {
		IdentifiedProof proof = this.passkeys.identify(this.device);
		assertThat(proof.userId()).isEqualTo("alice");
		assertThat(proof.accepted().verifiesUser()).isTrue();
		assertThat(proof.accepted().use()).isTrue();
		assertThat(proof.accepted().use()).isFalse();
		TestAuthenticator bobs = new TestAuthenticator(ORIGIN);
		this.passkeys.register(BOB, bobs);
		assertThat(this.passkeys.identify(bobs).userId()).isEqualTo("bob");
	}

	@Test
	void identifyWhenTheIdIsUnknownThenSaysSo() {
		assertError(TwoFactorError.UNKNOWN_PASSKEY,
				() -> this.passkeys.identify(new TestAuthenticator(ORIGIN).userHandle("AAAA")));
		this.passkeys.handler().remove("alice", this.device.id());
		assertError(TwoFactorError.UNKNOWN_PASSKEY, () -> this.passkeys.identify(this.device));
	}

	static Stream<Arguments> wrongDevices() {
		return Stream.of(arguments("user not verified", change((device) -> device.userVerified(false))),
				arguments("not present", change((device) -> device.userPresent(false))),
				arguments("no user handle", change((device) -> device.userHandle(null))),
				arguments("other user handle", change((device) -> device.userHandle("AAAA"))),
				arguments("other origin", change((device) -> device.origin("https://example.org"))),
				arguments("other rp id", change((device) -> device.rpId("example.org"))),
				arguments("cross-origin", change((device) -> device.clientData("crossOrigin", true))),
				arguments("type", change((device) -> device.clientData("type", "webauthn.create"))),
				arguments("other challenge", change((device) -> device.clientData("challenge", "AAAA"))),
				arguments("backup-eligible", change((device) -> device.backupEligible(true))));
	}

	private static Consumer<TestAuthenticator> change(Consumer<TestAuthenticator> change) {
		return change;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("wrongDevices")
	void identifyWhenAnythingIsWrongThenFails(String what, Consumer<TestAuthenticator> change) {
		change.accept(this.device);
		assertError(TwoFactorError.AUTHENTICATION_FAILED, () -> this.passkeys.identify(this.device));
	}

	@Test
	void identifyWhenTheUserHandleIsAnothersThenFails() {
		TestAuthenticator bobs = new TestAuthenticator(ORIGIN);
		this.passkeys.register(BOB, bobs);
		assertError(TwoFactorError.AUTHENTICATION_FAILED,
				() -> this.passkeys.identify(this.device.userHandle(bobs.userHandle())));
	}

	@Test
	void identifyWhenTheChallengeIsOfAnotherLoginThenFails() {
		Challenge one = this.passkeys.login().begin();
		Proof proof = Proof.ofCredential(this.device.get(TestPasskeys.options(one)));
		assertError(TwoFactorError.AUTHENTICATION_FAILED,
				() -> this.passkeys.login().identify(this.passkeys.login().begin().claims(), proof));
		assertError(TwoFactorError.AUTHENTICATION_FAILED, () -> this.passkeys.login().identify(Map.of(), proof));
		assertThat(this.passkeys.login().identify(one.claims(), proof)).isNotNull();
	}

	@Test
	void identifyWhenNoCredentialThenFails() {
		Map<String, String> claims = this.passkeys.login().begin().claims();
		assertError(TwoFactorError.AUTHENTICATION_FAILED,
				() -> this.passkeys.login().identify(claims, Proof.of("123456")));
		assertError(TwoFactorError.AUTHENTICATION_FAILED,
				() -> this.passkeys.login().identify(claims, Proof.ofCredential("{}")));
	}

	@Test
	void useWhenTheKeyWasCopiedThenFailsAndTells() {
		this.passkeys.identify(this.device.counter(9)).accepted().use();
		this.passkeys.events().clear();
		assertThat(this.passkeys.identify(this.device.counter(8)).accepted().use()).isFalse();
		assertThat(this.passkeys.events()).singleElement().isInstanceOf(TwoFactorEvent.PasskeyCloned.class);
	}

	@Test
	void identifyWhenTheStoreIsDownThenFails() {
		TestPasskeys down = new TestPasskeys(new DownRepository(), new MutableClock());
		assertThatExceptionOfType(DownRepository.Down.class).isThrownBy(() -> down.identify(this.device));
	}

}
