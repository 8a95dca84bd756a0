package io.github.jwt2fa.method.passkey;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.TestAuthenticator;
import io.github.jwt2fa.test.TestAuthenticator.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.github.jwt2fa.method.passkey.TestPasskeys.ALICE;
import static io.github.jwt2fa.method.passkey.TestPasskeys.BOB;
import static io.github.jwt2fa.method.passkey.TestPasskeys.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@ExtendWith(OutputCaptureExtension.class)
class PasskeyHandlerTests {

	private final MutableClock clock = new MutableClock();

	private final TestPasskeys passkeys = new TestPasskeys(new InMemoryPasskeyRepository(), this.clock);

	private final TestAuthenticator device = new TestAuthenticator(ORIGIN);

	@ParameterizedTest
	@EnumSource(Algorithm.class)
	void checkWhenSignedByEachAlgorithmThenRight(Algorithm algorithm) {
		TestAuthenticator other = new TestAuthenticator(ORIGIN, algorithm);
		this.passkeys.register(ALICE, other);
		AcceptedProof accepted = this.passkeys.check(ALICE, other);
		assertThat(accepted.use()).isTrue();
		assertThat(accepted.verifiesUser()).isTrue();
		assertThat(this.passkeys.check(ALICE, other.userVerified(false)).verifiesUser()).isFalse();
	}

	@Test
	void checkWhenTheUserHandleIsLeftOutThenRight() {
		this.passkeys.register(ALICE, this.device);
		assertThat(this.passkeys.check(ALICE, this.device.userHandle(null)).use()).isTrue();
	}

	@Test
	void checkWhenByAnotherPageOrAnAppThatMayThenRight() {
		this.passkeys.register(ALICE, this.device);
		for (String origin : List.of(TestPasskeys.OTHER_ORIGIN, "android:apk-key-hash:" + "a".repeat(43))) {
			assertThat(this.passkeys.check(ALICE, this.device.origin(origin))).as(origin).isNotNull();
		}
	}

	static Stream<Arguments> wrongDevices() {
		return Stream.of(arguments("other origin", change((device) -> device.origin("https://example.org"))),
				arguments("subdomain", change((device) -> device.origin("https://shop.example.com"))),
				arguments("port", change((device) -> device.origin("https://example.com:8443"))),
				arguments("no TLS", change((device) -> device.origin("http://example.com"))),
				arguments("slash", change((device) -> device.origin("https://example.com/"))),
				arguments("upper case", change((device) -> device.origin("https://EXAMPLE.com"))),
				arguments("default port", change((device) -> device.origin("https://example.com:443"))),
				arguments("other app", change((device) -> device.origin("android:apk-key-hash:" + "b".repeat(43)))),
				arguments("no origin", change((device) -> device.origin(""))),
				arguments("null as origin", change((device) -> device.clientData("origin", null))),
				arguments("other rp id", change((device) -> device.rpId("example.org"))),
				arguments("cross-origin", change((device) -> device.clientData("crossOrigin", true))),
				arguments("cross-origin as text", change((device) -> device.clientData("crossOrigin", "true"))),
				arguments("top origin", change((device) -> device.clientData("topOrigin", "https://example.org"))),
				arguments("own top origin", change((device) -> device.clientData("topOrigin", ORIGIN))),
				arguments("top origin that is no text", change((device) -> device.clientData("topOrigin", 1))),
				arguments("not present", change((device) -> device.userPresent(false))),
				arguments("backup-eligible now", change((device) -> device.backupEligible(true))),
				arguments("backed up, and can't be", change((device) -> device.backedUp(true))),
				arguments("type create", change((device) -> device.clientData("type", "webauthn.create"))),
				arguments("no type", change((device) -> device.clientData("type", null))),
				arguments("other type", change((device) -> device.clientData("type", "payment.get"))),
				arguments("other challenge", change((device) -> device.clientData("challenge", "AAAA"))),
				arguments("challenge with padding",
						change((device) -> device.clientData("challenge", "A".repeat(43) + "="))),
				arguments("other user handle", change((device) -> device.userHandle("AAAA"))),
				arguments("unknown id", change((device) -> device.id(new byte[16]))),
				arguments("longest id", change((device) -> device.id(new byte[1023]))),
				arguments("too long an id", change((device) -> device.id(new byte[1024]))));
	}

	private static Consumer<TestAuthenticator> change(Consumer<TestAuthenticator> change) {
		return change;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("wrongDevices")
	void checkWhenTheDeviceSaysAnythingElseThenWrong(String what, Consumer<TestAuthenticator> change) {
		this.passkeys.register(ALICE, this.device);
		assertThat(this.passkeys.check(ALICE, this.device)).isNotNull();
		change.accept(this.device);
		assertThat(this.passkeys.check(ALICE, this.device)).isNull();
	}

	@Test
	void checkWhenBackupEligibleNoMoreThenWrong() {
		this.passkeys.register(ALICE, this.device.backupEligible(true).backedUp(true));
		assertThat(this.passkeys.check(ALICE, this.device)).isNotNull();
		assertThat(this.passkeys.check(ALICE, this.device.backedUp(false))).isNotNull();
		assertThat(this.passkeys.check(ALICE, this.device.backupEligible(false))).isNull();
	}

	@Test
	void checkWhenOfAnotherUserThenWrong() {
		this.passkeys.register(ALICE, this.device);
		TestAuthenticator bobs = new TestAuthenticator(ORIGIN);
		this.passkeys.register(BOB, bobs);
		assertThat(this.passkeys.check(ALICE, bobs)).isNull();
		assertThat(this.passkeys.check(BOB, this.device)).isNull();
		assertThat(this.passkeys.check(ALICE, this.device)).isNotNull();
	}

	@Test
	void checkWhenOfAnotherKeyWithTheSameIdThenWrong() {
		this.passkeys.register(ALICE, this.device);
		TestAuthenticator thief = new TestAuthenticator(ORIGIN).id(Base64.getUrlDecoder().decode(this.device.id()));
		assertThat(this.passkeys.check(ALICE, thief)).isNull();
	}

	@Test
	void checkWhenTheChallengeIsOfAnotherLoginThenWrong() {
		this.passkeys.register(ALICE, this.device);
		Challenge one = this.passkeys.handler().begin(ALICE);
		Challenge other = this.passkeys.handler().begin(ALICE);
		String credential = this.device.get(TestPasskeys.options(one));
		assertThat(this.passkeys.check(other, ALICE, credential)).isNull();
		assertThat(this.passkeys.check(Challenge.none(), ALICE, credential)).isNull();
		assertThat(this.passkeys.check(one, ALICE, credential)).isNotNull();
	}

	@Test
	void checkWhenAnyBitOfWhatIsSignedIsAnotherThenWrong() {
		this.passkeys.register(ALICE, this.device);
		Challenge challenge = this.passkeys.handler().begin(ALICE);
		Map<String, Object> credential = this.device.shown(TestPasskeys.options(challenge));
		for (String member : List.of("signature", "authenticatorData", "clientDataJSON")) {
			byte[] bytes = Base64.getUrlDecoder().decode((String) response(credential).get(member));
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] ^= 1;
				Map<String, Object> tampered = with(credential, member, TestAuthenticator.base64(bytes));
				assertThat(this.passkeys.check(challenge, ALICE, TestAuthenticator.json(tampered)))
					.as(member + " at " + i)
					.isNull();
				bytes[i] ^= 1;
			}
			assertThat(this.passkeys.check(challenge, ALICE,
					TestAuthenticator.json(with(credential, member, TestAuthenticator.base64(bytes) + "AA"))))
				.as(member + " and more")
				.isNull();
			assertThat(this.passkeys.check(challenge, ALICE, TestAuthenticator.json(with(credential, member, null))))
				.as(member + " absent")
				.isNull();
		}
		assertThat(this.passkeys.check(challenge, ALICE, TestAuthenticator.json(credential))).isNotNull();
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> response(Map<String, Object> credential) {
		return (Map<String, Object>) credential.get("response");
	}

	static Map<String, Object> with(Map<String, Object> credential, String member, Object value) {
		Map<String, Object> response = new LinkedHashMap<>(response(credential));
		response.put(member, value);
		Map<String, Object> changed = new LinkedHashMap<>(credential);
		changed.put("response", response);
		return changed;
	}

	@Test
	void checkWhenTheOuterMembersAreOthersThenWrong() {
		this.passkeys.register(ALICE, this.device);
		Challenge challenge = this.passkeys.handler().begin(ALICE);
		Map<String, Object> credential = this.device.shown(TestPasskeys.options(challenge));
		for (Map.Entry<String, Object> change : Map
			.<String, Object>of("rawId", "AAAA", "id", "AAAA", "type", "password", "response", List.of())
			.entrySet()) {
			Map<String, Object> changed = new LinkedHashMap<>(credential);
			changed.put(change.getKey(), change.getValue());
			assertThat(this.passkeys.check(challenge, ALICE, TestAuthenticator.json(changed))).as(change.getKey())
				.isNull();
			changed.remove(change.getKey());
			assertThat(this.passkeys.check(challenge, ALICE, TestAuthenticator.json(changed)))
				.as("without " + change.getKey())
				.isNull();
		}
		String text = TestAuthenticator.json(credential);
		assertThat(this.passkeys.handler().check(challenge.claims(), ALICE, Proof.of(text))).isNull();
		assertThat(this.passkeys.check(challenge, ALICE, text + " ")).isNotNull();
		assertThat(this.passkeys.check(challenge, ALICE, text + "{}")).isNull();
		assertThat(this.passkeys.check(challenge, ALICE, text.replaceFirst("\\{", "{\"id\":\"AAAA\",")))
			.as("an id twice")
			.isNull();
	}

	@Test
	void checkWhenClientDataSaysSomethingTwiceThenWrong() {
		this.passkeys.register(ALICE, this.device);
		Challenge challenge = this.passkeys.handler().begin(ALICE);
		Map<String, Object> credential = this.device.shown(TestPasskeys.options(challenge));
		String data = new String(Base64.getUrlDecoder().decode((String) response(credential).get("clientDataJSON")),
				StandardCharsets.UTF_8);
		String twice = data.replaceFirst("\\{", "{\"origin\":\"https://example.org\",");
		// the signature is of the one before, so that this shows no more than a refusal
		assertThat(new CredentialReader().read(Proof.ofCredential(TestAuthenticator.json(
				with(credential, "clientDataJSON", TestAuthenticator.base64(twice.getBytes(StandardCharsets.UTF_8)))))))
			.isNull();
		assertThat(new CredentialReader().read(Proof.ofCredential(TestAuthenticator.json(credential)))).isNotNull();
	}

	@Test
	void useWhenTheCounterIsNotGreaterThenACopiedKey() {
		this.passkeys.register(ALICE, this.device);
		assertThat(this.passkeys.check(ALICE, this.device.counter(6)).use()).isTrue();
		this.passkeys.events().clear();
		for (long before : new long[] { 6, 5, 0 }) {
			AcceptedProof copied = this.passkeys.check(ALICE, this.device.counter(before));
			assertThat(copied.use()).as("" + before).isFalse();
			assertThat(copied.refusal()).isEqualTo(TwoFactorError.AUTHENTICATION_FAILED);
		}
		assertThat(this.passkeys.events()).hasSize(3)
			.allSatisfy((event) -> assertThat(event)
				.isEqualTo(new TwoFactorEvent.PasskeyCloned("alice", TestPasskeys.CLIENT, this.clock.instant())));
		assertThat(this.passkeys.check(ALICE, this.device.counter(7)).use()).isTrue();
		assertThat(this.passkeys.repository().findById(this.device.id()).signatureCounter()).isEqualTo(8);
	}

	@Test
	void useWhenTheDeviceStopsCountingThenACopiedKey() {
		this.passkeys.register(ALICE, this.device);
		assertThat(this.passkeys.check(ALICE, this.device).use()).isTrue();
		assertThat(this.passkeys.check(ALICE, this.device.counter(0).counting(false)).use()).isFalse();
	}

	@Test
	void useWhenTheDeviceNeverCountsThenRightEachTime() {
		this.passkeys.register(ALICE, this.device.counting(false));
		assertThat(this.passkeys.check(ALICE, this.device).use()).isTrue();
		assertThat(this.passkeys.check(ALICE, this.device).use()).isTrue();
	}

	@Test
	void useWhenRemovedMeanwhileThenNoCopiedKey() {
		this.passkeys.register(ALICE, this.device);
		AcceptedProof accepted = this.passkeys.check(ALICE, this.device);
		this.passkeys.handler().remove("alice", this.device.id());
		this.passkeys.events().clear();
		assertThat(accepted.use()).isFalse();
		assertThat(this.passkeys.events()).isEmpty();
	}

	@Test
	void checkWhenTheStoreIsDownThenFails() {
		this.passkeys.register(ALICE, this.device);
		PasskeyRepository down = new DownRepository();
		TestPasskeys others = new TestPasskeys(down, this.clock);
		Challenge challenge = this.passkeys.handler().begin(ALICE);
		String credential = this.device.get(TestPasskeys.options(challenge));
		assertThatExceptionOfType(DownRepository.Down.class)
			.isThrownBy(() -> others.check(challenge, ALICE, credential));
		assertThatExceptionOfType(DownRepository.Down.class).isThrownBy(() -> others.handler().factors(ALICE));
		assertThatExceptionOfType(DownRepository.Down.class).isThrownBy(() -> others.handler().begin(ALICE));
		assertThatExceptionOfType(DownRepository.Down.class).isThrownBy(() -> others.handler().remove("alice", null));
	}

	@Test
	void checkWhenAnOriginIsRefusedThenToldOnceAndNothingElseIs(CapturedOutput output) {
		this.passkeys.register(ALICE, this.device);
		this.device.origin("https://evil.example.com\u202e\n2026 forged");
		assertThat(this.passkeys.check(ALICE, this.device.rpId("example.org"))).isNull();
		assertThat(output).doesNotContain("evil");
		this.device.rpId("example.com").origin("https://shop.example.com");
		assertThat(this.passkeys.check(ALICE, this.device)).isNull();
		assertThat(this.passkeys.check(ALICE, this.device)).isNull();
		assertThat(output.getOut().split("https://shop\\.example\\.com", -1)).hasSize(2);
		assertThat(output).contains("jwt2fa.passkey.allowed-origins=" + ORIGIN).doesNotContain(this.device.id());
	}

	@Test
	void containsWhenManyOriginsAreRefusedThenAHundredAreTold(CapturedOutput output) {
		RefusedOrigins refused = new RefusedOrigins(List.of(ORIGIN));
		for (int i = 0; i < 150; i++) {
			assertThat(refused.contains("https://" + i + ".example.org")).isTrue();
		}
		assertThat(refused.contains(ORIGIN)).isFalse();
		assertThat(output.getOut().split("A passkey was refused that is right", -1)).hasSize(101);
	}

	@Test
	void handlerWhenAskedThenSaysWhatItIs() {
		assertThat(this.passkeys.handler().isOwn()).isTrue();
		assertThat(this.passkeys.handler().isSent()).isFalse();
		assertThat(this.passkeys.handler().takesCode()).isFalse();
		assertThat(this.passkeys.handler().verifiesUser()).isTrue();
	}

	@Test
	void beginWhenThereAreTwoThenBothMayBeShown() {
		Passkey one = this.passkeys.register(ALICE, this.device);
		this.clock.advance(Duration.ofSeconds(1));
		Passkey other = this.passkeys.register(ALICE, new TestAuthenticator(ORIGIN));
		Challenge challenge = this.passkeys.handler().begin(ALICE);
		Map<String, Object> options = TestPasskeys.options(challenge);
		assertThat(options).containsOnlyKeys("challenge", "timeout", "rpId", "allowCredentials", "userVerification")
			.containsEntry("timeout", 300_000L)
			.containsEntry("rpId", "example.com")
			.containsEntry("userVerification", "preferred")
			.containsEntry("challenge", challenge.claims().get("challenge"));
		assertThat(challenge.claims()).containsOnlyKeys("challenge");
		assertThat(Base64.getUrlDecoder().decode(challenge.claims().get("challenge"))).hasSize(32);
		assertThat(options.get("allowCredentials")).isEqualTo(Stream.of(one, other)
			.map((passkey) -> Map.of("type", "public-key", "id", passkey.id(), "transports",
					List.of("internal", "hybrid")))
			.toList());
		assertThat(this.passkeys.handler().begin(ALICE).claims()).isNotEqualTo(challenge.claims());
	}

	@Test
	void factorsWhenUsedThenToldInSeconds() {
		assertThat(this.passkeys.handler().factors(ALICE)).isEmpty();
		this.passkeys.register(ALICE, this.device.backupEligible(true));
		long made = this.clock.instant().getEpochSecond();
		Map<String, Object> members = Map.of("label", "", "created_at", made, "synced", false, "aaguid",
				"00000000-0000-0001-0000-000000000002");
		assertThat(this.passkeys.handler().factors(ALICE)).containsExactly(new Factor(this.device.id(), members));
		this.clock.advance(Duration.ofSeconds(61));
		this.passkeys.check(ALICE, this.device.backedUp(true)).use();
		Map<String, Object> used = new LinkedHashMap<>(members);
		used.put("last_used_at", made + 61);
		used.put("synced", true);
		assertThat(this.passkeys.handler().factors(ALICE)).containsExactly(new Factor(this.device.id(), used));
		assertThat(this.passkeys.handler().factors(BOB)).isEmpty();
	}

	@Test
	void removeWhenByIdOrAllThenGone() {
		this.passkeys.register(ALICE, this.device);
		this.passkeys.register(ALICE, new TestAuthenticator(ORIGIN));
		this.passkeys.register(ALICE, new TestAuthenticator(ORIGIN));
		assertThat(this.passkeys.handler().remove("bob", this.device.id())).isFalse();
		assertThat(this.passkeys.handler().remove("alice", this.device.id())).isTrue();
		assertThat(this.passkeys.check(ALICE, this.device)).isNull();
		assertThat(this.passkeys.handler().factors(ALICE)).hasSize(2);
		assertThat(this.passkeys.handler().remove("alice", null)).isTrue();
		assertThat(this.passkeys.handler().remove("alice", null)).isFalse();
		assertThat(this.passkeys.handler().factors(ALICE)).isEmpty();
	}

}
