package io.github.jwt2fa.method.passkey;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.TestAuthenticator;
import io.github.jwt2fa.test.TestAuthenticator.Algorithm;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.jwt2fa.method.passkey.TestPasskeys.ALICE;
import static io.github.jwt2fa.method.passkey.TestPasskeys.BOB;
import static io.github.jwt2fa.method.passkey.TestPasskeys.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PasskeyRegistrationServiceTests {

	private final MutableClock clock = new MutableClock();

	private final TestPasskeys passkeys = new TestPasskeys(new InMemoryPasskeyRepository(), this.clock);

	private final TestAuthenticator device = new TestAuthenticator(ORIGIN);

	private PasskeyRegistrationService service() {
		return this.passkeys.registration();
	}

	private Passkey confirm(TwoFactorUser user, PasskeySetup setup, String credential) {
		return service().confirm(user, setup.token(), Proof.ofCredential(credential), null);
	}

	private static void assertInvalid(ThrowingCallable call, String what) {
		assertError(call, TwoFactorError.INVALID_PASSKEY, what);
	}

	private static void assertError(ThrowingCallable call, TwoFactorError error, String what) {
		assertThatExceptionOfType(TwoFactorException.class).as(what)
			.isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(error));
	}

	@Test
	void setUpWhenTheFirstThenTheOptionsOfWebAuthn() {
		PasskeySetup setup = service().setUp(TwoFactorUser.withId("7").username("alice@example.com").build());
		Map<String, Object> options = new LinkedHashMap<>(setup.publicKey());
		assertThat((String) options.remove("challenge")).hasSize(43);
		@SuppressWarnings("unchecked")
		Map<String, Object> user = (Map<String, Object>) options.remove("user");
		assertThat(user).containsOnlyKeys("id", "name", "displayName")
			.containsEntry("name", "alice@example.com")
			.containsEntry("displayName", "alice@example.com");
		assertThat(Base64.getUrlDecoder().decode((String) user.get("id"))).hasSize(32);
		assertThat(options).isEqualTo(Map.of("rp", Map.of("id", "example.com", "name", "Example"), "pubKeyCredParams",
				List.of(Map.of("type", "public-key", "alg", -8), Map.of("type", "public-key", "alg", -7),
						Map.of("type", "public-key", "alg", -257)),
				"timeout", 300_000L, "excludeCredentials", List.of(), "authenticatorSelection",
				Map.of("residentKey", "preferred", "requireResidentKey", false, "userVerification", "preferred"),
				"attestation", "none"));
		assertThat(setup).hasToString("PasskeySetup[***]");
	}

	@Test
	void setUpWhenAPasskeyCanBeTheLoginThenItHasToBeFoundAndToVerify() {
		TestPasskeys login = new TestPasskeys(new InMemoryPasskeyRepository(), this.clock, true, null,
				TwoFactorMethod.NO_2FA, Set.of(TwoFactorMethod.PASSKEY));
		assertThat(login.registration().setUp(ALICE).publicKey().get("authenticatorSelection"))
			.isEqualTo(Map.of("residentKey", "required", "requireResidentKey", true, "userVerification", "required"));
	}

	@Test
	void setUpWhenThereIsOneThenTheSameHandleAndNoSecondOnOneDevice() {
		Passkey first = this.passkeys.register(ALICE, this.device);
		PasskeySetup setup = service().setUp(ALICE);
		assertThat(setup.publicKey().get("excludeCredentials")).isEqualTo(
				List.of(Map.of("type", "public-key", "id", first.id(), "transports", List.of("internal", "hybrid"))));
		TestAuthenticator other = new TestAuthenticator(ORIGIN);
		Passkey second = confirm(ALICE, setup, other.create(setup.publicKey()));
		assertThat(second.userHandle()).isEqualTo(first.userHandle()).isEqualTo(service().userHandle("alice"));
		assertThat(this.passkeys.register(BOB, new TestAuthenticator(ORIGIN)).userHandle())
			.isNotEqualTo(first.userHandle());
		assertThat(service().userHandle("nora")).isNull();
	}

	@Test
	void confirmWhenRightThenKeptAndTold() {
		PasskeySetup setup = service().setUp(ALICE);
		this.device.backupEligible(true).backedUp(true).counter(3);
		Passkey passkey = service().confirm(ALICE, setup.token(),
				Proof.ofCredential(this.device.create(setup.publicKey())), "My phone");
		assertThat(passkey).isEqualTo(Passkey.withId(this.device.id())
			.userId("alice")
			.userHandle(this.device.userHandle())
			.publicKey(TestAuthenticator.base64(this.device.coseKey()))
			.signatureCounter(3)
			.backupEligible(true)
			.backedUp(true)
			.aaguid(new UUID(1, 2))
			.transports(List.of("internal", "hybrid"))
			.label("My phone")
			.createdAt(this.clock.instant())
			.build());
		assertThat(this.passkeys.repository().findById(passkey.id())).isEqualTo(passkey);
		assertThat(this.passkeys.events())
			.containsExactly(new TwoFactorEvent.PasskeyAdded("alice", TestPasskeys.CLIENT, this.clock.instant()));
		assertThat(service().factor(passkey).id()).isEqualTo(passkey.id());
		assertThat(service().factor(passkey).members()).containsEntry("label", "My phone")
			.doesNotContainKey("last_used_at");
		assertThat(passkey.toString()).doesNotContain(passkey.publicKey()).doesNotContain(passkey.id());
	}

	@Test
	void confirmWhenTheLabelIsNoneThenFails() {
		PasskeySetup setup = service().setUp(ALICE);
		Proof credential = Proof.ofCredential(this.device.create(setup.publicKey()));
		for (String label : List.of("x".repeat(65), "a\nb", "\ud800", "\u0000")) {
			assertThat(Passkey.isLabel(label)).isFalse();
			assertThatIllegalArgumentException()
				.isThrownBy(() -> service().confirm(ALICE, setup.token(), credential, label));
		}
		assertThat(service().confirm(ALICE, setup.token(), credential, "x".repeat(64)).label()).hasSize(64);
	}

	@Test
	void confirmWhenTheTokenIsNotTheUsersThenInvalid() {
		PasskeySetup setup = service().setUp(ALICE);
		String credential = this.device.create(setup.publicKey());
		assertInvalid(() -> confirm(BOB, setup, credential), "another user");
		assertInvalid(() -> service().confirm(ALICE, setup.token() + "A", Proof.ofCredential(credential), null),
				"another token");
		assertInvalid(() -> service().confirm(ALICE, "", Proof.ofCredential(credential), null), "no token");
		assertInvalid(() -> confirm(ALICE, service().setUp(ALICE), credential), "another challenge");
		this.clock.advance(Duration.ofMinutes(5));
		assertInvalid(() -> confirm(ALICE, setup, credential), "an expired token");
		assertThat(this.passkeys.events()).isEmpty();
	}

	@Test
	void confirmWhenTheIdIsKnownThenNothingIsOverwritten() {
		Passkey alices = this.passkeys.register(ALICE, this.device);
		// a thief may ask any device for a credential of any id
		TestAuthenticator copy = new TestAuthenticator(ORIGIN).id(Base64.getUrlDecoder().decode(this.device.id()));
		assertInvalid(() -> this.passkeys.register(BOB, copy), "the id of another user's");
		assertInvalid(() -> this.passkeys.register(ALICE, copy), "the id of an own one");
		assertThat(this.passkeys.repository().findById(this.device.id())).isEqualTo(alices);
		assertThat(this.passkeys.repository().findByUserId("bob")).isEmpty();
	}

	@Test
	void confirmWhenTheSameOnceMoreThenInvalid() {
		PasskeySetup setup = service().setUp(ALICE);
		String credential = this.device.create(setup.publicKey());
		confirm(ALICE, setup, credential);
		assertInvalid(() -> confirm(ALICE, setup, credential), "once more");
	}

	static Stream<Arguments> wrongDevices() {
		return Stream.of(arguments("other origin", change((device) -> device.origin("https://example.org"))),
				arguments("subdomain", change((device) -> device.origin("https://shop.example.com"))),
				arguments("other rp id", change((device) -> device.rpId("example.org"))),
				arguments("cross-origin", change((device) -> device.clientData("crossOrigin", true))),
				arguments("top origin", change((device) -> device.clientData("topOrigin", ORIGIN))),
				arguments("not present", change((device) -> device.userPresent(false))),
				arguments("backed up, and can't be", change((device) -> device.backedUp(true))),
				arguments("type get", change((device) -> device.clientData("type", "webauthn.get"))),
				arguments("other challenge", change((device) -> device.clientData("challenge", "AAAA"))),
				arguments("bytes behind the key", change((device) -> device.behindTheKey((byte) 0))),
				arguments("a map behind the key", change((device) -> device.behindTheKey((byte) 0xa0))),
				arguments("no id", change((device) -> device.id(new byte[0]))),
				arguments("too long an id", change((device) -> device.id(new byte[1024]))));
	}

	private static Consumer<TestAuthenticator> change(Consumer<TestAuthenticator> change) {
		return change;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("wrongDevices")
	void confirmWhenTheDeviceSaysAnythingElseThenInvalid(String what, Consumer<TestAuthenticator> change) {
		change.accept(this.device);
		assertInvalid(() -> this.passkeys.register(ALICE, this.device), what);
		assertThat(this.passkeys.repository().findByUserId("alice")).isEmpty();
		assertThat(this.passkeys.events()).isEmpty();
	}

	@Test
	void confirmWhenTheIdIsTheLongestThenKept() {
		assertThat(this.passkeys.register(ALICE, this.device.id(new byte[1023]))).isNotNull();
		assertThat(this.passkeys.check(ALICE, this.device).use()).isTrue();
	}

	@Test
	void confirmWhenNoUserIsVerifiedThenKept() {
		assertThat(this.passkeys.register(ALICE, this.device.userVerified(false))).isNotNull();
	}

	@Test
	void confirmWhenAnIdDiffersFromTheInnerOneThenInvalid() {
		PasskeySetup setup = service().setUp(ALICE);
		Map<String, Object> credential = this.device.created(setup.publicKey());
		Map<String, Object> raw = new LinkedHashMap<>(credential);
		raw.put("rawId", "AAAA");
		assertInvalid(() -> confirm(ALICE, setup, TestAuthenticator.json(raw)), "raw id");
		raw.put("id", "AAAA");
		assertInvalid(() -> confirm(ALICE, setup, TestAuthenticator.json(raw)), "both, and not the inner one");
		assertInvalid(
				() -> confirm(ALICE, setup,
						TestAuthenticator.json(PasskeyHandlerTests.with(credential, "attestationObject", null))),
				"no attestation object");
		byte[] bytes = Base64.getUrlDecoder()
			.decode((String) PasskeyHandlerTests.response(credential).get("attestationObject"));
		byte[] more = java.util.Arrays.copyOf(bytes, bytes.length + 1);
		assertInvalid(
				() -> confirm(ALICE, setup, TestAuthenticator
					.json(PasskeyHandlerTests.with(credential, "attestationObject", TestAuthenticator.base64(more)))),
				"bytes behind the attestation object");
		assertThat(confirm(ALICE, setup, TestAuthenticator.json(credential))).isNotNull();
	}

	/**
	 * ES256 is ECDSA on P-256 here, EdDSA is on Ed25519, and RS256 is no key of old.
	 */
	@Test
	void confirmWhenTheKeyIsUnfitThenInvalid() throws Exception {
		KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
		ec.initialize(new ECGenParameterSpec("secp384r1"));
		KeyPair other = ec.generateKeyPair();
		assertInvalid(() -> this.passkeys.register(ALICE, new TestAuthenticator(ORIGIN, Algorithm.ES256, other)),
				"P-384");
		KeyPair longer = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
		assertInvalid(() -> this.passkeys.register(ALICE, new TestAuthenticator(ORIGIN, Algorithm.EDDSA, longer)),
				"Ed448");
		KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
		rsa.initialize(1024);
		KeyPair weak = rsa.generateKeyPair();
		assertInvalid(() -> this.passkeys.register(ALICE, new TestAuthenticator(ORIGIN, Algorithm.RS256, weak)),
				"RSA of 1024 bits");
	}

	@Test
	void confirmWhenTransportsAreOddThenLeftOut() {
		PasskeySetup setup = service().setUp(ALICE);
		List<Object> transports = new ArrayList<>(List.of("usb", 1, "USB", "x".repeat(25), Map.of(), "usb", "a,b"));
		for (int i = 0; i < 20; i++) {
			transports.add("t" + i);
		}
		Map<String, Object> credential = PasskeyHandlerTests.with(this.device.created(setup.publicKey()), "transports",
				transports);
		assertThat(confirm(ALICE, setup, TestAuthenticator.json(credential)).transports()).hasSize(8)
			.startsWith("usb", "t0", "t1");
	}

	@Test
	void setUpWhenThereAreTwentyThenTooMany() {
		PasskeySetup before = service().setUp(ALICE);
		String credential = this.device.create(before.publicKey());
		for (int i = 0; i < 20; i++) {
			this.passkeys.register(ALICE, new TestAuthenticator(ORIGIN));
		}
		assertError(() -> service().setUp(ALICE), TwoFactorError.TOO_MANY_PASSKEYS, "set up");
		assertError(() -> confirm(ALICE, before, credential), TwoFactorError.TOO_MANY_PASSKEYS, "begun before");
		assertThat(this.passkeys.repository().findByUserId("alice")).hasSize(20);
		this.passkeys.register(BOB, new TestAuthenticator(ORIGIN));
	}

	@Test
	void confirmWhenManyAtOnceThenNeverMoreThanTwenty() throws Exception {
		for (int i = 0; i < 15; i++) {
			this.passkeys.register(ALICE, new TestAuthenticator(ORIGIN));
		}
		AtOnce.results(8, 24, (i) -> {
			try {
				return this.passkeys.register(ALICE, new TestAuthenticator(ORIGIN)) != null;
			}
			catch (TwoFactorException ex) {
				return ex.error() == TwoFactorError.TOO_MANY_PASSKEYS;
			}
		}).forEach((ended) -> assertThat(ended).isTrue());
		assertThat(this.passkeys.repository().findByUserId("alice")).hasSizeLessThanOrEqualTo(20)
			.hasSizeGreaterThanOrEqualTo(15);
	}

	/**
	 * Each with a handle of its own, by which a device would know the user twice.
	 */
	@Test
	void confirmWhenAnotherWasBegunBesideThenTheFirstAloneIsKept() {
		SlowRepository repository = new SlowRepository();
		TestPasskeys slow = new TestPasskeys(repository, this.clock);
		PasskeySetup one = slow.registration().setUp(ALICE);
		PasskeySetup two = slow.registration().setUp(ALICE);
		Passkey first = slow.registration()
			.confirm(ALICE, one.token(), Proof.ofCredential(this.device.create(one.publicKey())), null);
		repository.beforeNextInsert(() -> {
			throw new AssertionError("It was written");
		});
		Proof second = Proof.ofCredential(new TestAuthenticator(ORIGIN).create(two.publicKey()));
		assertInvalid(() -> slow.registration().confirm(ALICE, two.token(), second, null), "another handle");
		assertThat(repository.findByUserId("alice")).containsExactly(first);
	}

	/**
	 * Whatever the clocks of the hosts say.
	 */
	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 1 })
	void confirmWhenAnotherIsConfirmedMeanwhileThenTheFirstAloneIsKept(long secondsLater) {
		SlowRepository repository = new SlowRepository();
		TestPasskeys slow = new TestPasskeys(repository, this.clock);
		PasskeySetup setup = slow.registration().setUp(ALICE);
		Proof late = Proof.ofCredential(this.device.create(setup.publicKey()));
		List<Passkey> faster = new ArrayList<>();
		repository.beforeNextInsert(() -> {
			this.clock.advance(Duration.ofSeconds(secondsLater));
			faster.add(slow.register(ALICE, new TestAuthenticator(ORIGIN)));
		});
		assertInvalid(() -> slow.registration().confirm(ALICE, setup.token(), late, null), "another handle");
		assertThat(repository.findByUserId("alice")).isEqualTo(faster);
		assertThat(slow.events()).hasSize(1);
	}

	@Test
	void confirmWhenTheLastPlaceIsTakenMeanwhileThenTooMany() {
		SlowRepository repository = new SlowRepository();
		TestPasskeys slow = new TestPasskeys(repository, this.clock);
		for (int i = 0; i < 19; i++) {
			slow.register(ALICE, new TestAuthenticator(ORIGIN));
		}
		repository.beforeNextInsert(() -> slow.register(ALICE, new TestAuthenticator(ORIGIN)));
		assertError(() -> slow.register(ALICE, this.device), TwoFactorError.TOO_MANY_PASSKEYS, "the last place");
		assertThat(repository.findByUserId("alice")).hasSize(20)
			.extracting(Passkey::id)
			.doesNotContain(this.device.id());
	}

	@Test
	void confirmWhenTheStoreIsDownThenFails() {
		TestPasskeys down = new TestPasskeys(new DownRepository(), this.clock);
		PasskeySetup setup = service().setUp(ALICE);
		Proof credential = Proof.ofCredential(this.device.create(setup.publicKey()));
		assertThatExceptionOfType(DownRepository.Down.class)
			.isThrownBy(() -> down.registration().confirm(ALICE, setup.token(), credential, null));
		assertThatExceptionOfType(DownRepository.Down.class).isThrownBy(() -> down.registration().setUp(ALICE));
	}

	@ParameterizedTest
	@CsvSource({ "code-sender, code-sender totp passkey, passkey", "code-sender, totp passkey, passkey",
			"totp, code-sender totp passkey, totp", "totp, code-sender passkey, passkey",
			"no-2fa, no-2fa passkey, no-2fa", "no-2fa, passkey, no-2fa", "carrier-pigeon, passkey, carrier-pigeon",
			"passkey, passkey, passkey", "code-sender, code-sender totp, code-sender" })
	void confirmWhenAMethodWasChosenThenChangedWhereItIsSentOrNotEnough(String chosen, String trusted,
			String expected) {
		UserTwoFactorAuthDataRepository choices = new InMemoryData();
		choices.savePreferredMethod("alice", TwoFactorMethod.of(chosen));
		TestPasskeys others = new TestPasskeys(new InMemoryPasskeyRepository(), this.clock, false, choices,
				TwoFactorMethod.NO_2FA, Set.copyOf(Stream.of(trusted.split(" ")).map(TwoFactorMethod::of).toList()));
		others.register(ALICE, this.device);
		assertThat(choices.findByUserId("alice").preferredMethod()).hasToString(expected);
		assertThat(others.events()).hasSize(1);
	}

	@Test
	void confirmWhenTheFallbackIsSentThenPasskeyIsTheMethod() {
		UserTwoFactorAuthDataRepository choices = new InMemoryData();
		new TestPasskeys(new InMemoryPasskeyRepository(), this.clock, false, choices, TwoFactorMethod.CODE_SENDER,
				Set.of(TwoFactorMethod.CODE_SENDER, TwoFactorMethod.PASSKEY))
			.register(ALICE, this.device);
		assertThat(choices.findByUserId("alice").preferredMethod()).isEqualTo(TwoFactorMethod.PASSKEY);
	}

}
