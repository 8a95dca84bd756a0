package io.github.jwt2fa.method.passkey;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.TestAuthenticator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.jwt2fa.method.passkey.TestPasskeys.ALICE;
import static io.github.jwt2fa.method.passkey.TestPasskeys.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever comes as a credential is right or wrong, and never a fault of the server.
 */
class OddCredentialsTests {

	private static final int DEEP = 10_000;

	private static final int RANDOM = 3_000;

	private final TestPasskeys passkeys = new TestPasskeys(new InMemoryPasskeyRepository(), new MutableClock());

	private final TestAuthenticator device = new TestAuthenticator(ORIGIN);

	private Challenge challenge;

	private Map<String, Object> shown;

	private PasskeySetup setup;

	private Map<String, Object> created;

	@BeforeEach
	void begin() {
		this.passkeys.register(ALICE, this.device);
		this.challenge = this.passkeys.handler().begin(ALICE);
		this.shown = this.device.shown(TestPasskeys.options(this.challenge));
		this.setup = this.passkeys.registration().setUp(ALICE);
		this.created = new TestAuthenticator(ORIGIN).created(this.setup.publicKey());
	}

	private void assertWrong(String credential) {
		String what = credential.substring(0, Math.min(credential.length(), 300));
		assertThat(this.passkeys.check(this.challenge, ALICE, credential)).as(what).isNull();
		Map<String, String> claims = this.passkeys.login().begin().claims();
		assertThatExceptionOfType(TwoFactorException.class).as(what)
			.isThrownBy(() -> this.passkeys.login().identify(claims, Proof.ofCredential(credential)));
		assertInvalid(credential);
	}

	private void assertInvalid(String credential) {
		assertThatExceptionOfType(TwoFactorException.class)
			.as(credential.substring(0, Math.min(credential.length(), 300)))
			.isThrownBy(() -> this.passkeys.registration()
				.confirm(ALICE, this.setup.token(), Proof.ofCredential(credential), null))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(TwoFactorError.INVALID_PASSKEY));
	}

	@Test
	void jsonWhenOddThenWrong() {
		List<String> odd = new ArrayList<>(List.of("", " ", "null", "true", "1", "\"\"", "[]", "{}", "{", "}", "NaN",
				"{\"id\":NaN}", "{\"id\":1e999999999}", "{\"id\":" + "9".repeat(60_000) + "}", "\ufeff{}", "\u0000",
				"{\"response\":null}", "[".repeat(DEEP), "{\"a\":".repeat(DEEP), "[".repeat(DEEP) + "]".repeat(DEEP),
				"{\"id\":\"\ud800\"}", "x".repeat(100_000), "{\"id\":\"" + "A".repeat(100_000) + "\"}"));
		String whole = TestAuthenticator.json(this.shown);
		for (int i = 0; i < whole.length(); i += 7) {
			odd.add(whole.substring(0, i));
		}
		odd.add(whole.replaceFirst("\\{", "{\"x\":" + "[".repeat(17) + "]".repeat(17) + ","));
		odd.add(whole.replace("\"type\":\"public-key\"", "\"type\":\"public-key\",\"type\":\"public-key\""));
		odd.forEach(this::assertWrong);
		assertThat(this.passkeys.check(this.challenge, ALICE, whole)).isNotNull();
	}

	@Test
	void membersWhenOfOtherTypesThenWrong() {
		List<Object> values = new ArrayList<>(List.of(1, -1L, 1.5, true, "", " ", "=", "A", "AA==", "A A", "ÄÄÄÄ",
				"-_-_\n", Map.of(), List.of(), List.of("AAAA"), Map.of("0", 1), "A".repeat(60_000)));
		values.add(null);
		for (Object value : values) {
			for (String member : List.of("clientDataJSON", "authenticatorData", "signature")) {
				assertThat(this.passkeys.check(this.challenge, ALICE,
						TestAuthenticator.json(PasskeyHandlerTests.with(this.shown, member, value))))
					.as(member + " = " + value)
					.isNull();
			}
			for (String member : List.of("clientDataJSON", "attestationObject")) {
				assertInvalid(TestAuthenticator.json(PasskeyHandlerTests.with(this.created, member, value)));
			}
			if (value != null) {
				assertThat(this.passkeys.check(this.challenge, ALICE,
						TestAuthenticator.json(PasskeyHandlerTests.with(this.shown, "userHandle", value))))
					.as("userHandle = " + value)
					.isNull();
			}
		}
	}

	@Test
	void clientDataWhenOddThenWrong() {
		List<byte[]> odd = new ArrayList<>();
		for (String text : List.of("", "null", "[]", "{}", "{\"type\":1,\"challenge\":2,\"origin\":3}",
				"{\"a\":".repeat(DEEP), "[".repeat(DEEP),
				"{\"type\":\"webauthn.get\",\"challenge\":\"\",\"origin\":\"\"}", "{} {}", "\ufeff{}")) {
			odd.add(text.getBytes(StandardCharsets.UTF_8));
		}
		odd.add("{\"type\":\"webauthn.get\"}".getBytes(StandardCharsets.UTF_16));
		odd.add(new byte[] { '{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}' });
		for (byte[] bytes : odd) {
			String text = TestAuthenticator.base64(bytes);
			assertThat(this.passkeys.check(this.challenge, ALICE,
					TestAuthenticator.json(PasskeyHandlerTests.with(this.shown, "clientDataJSON", text))))
				.isNull();
			assertInvalid(TestAuthenticator.json(PasskeyHandlerTests.with(this.created, "clientDataJSON", text)));
		}
	}

	/**
	 * The origin is signed by the owner of a passkey, who may write what he likes.
	 */
	@Test
	void originWhenOddAndSignedThenWrong() {
		for (String origin : List.of("https://", "https://[", "https://%zz", "http://a b", "null", "file:///", ":",
				"android:", "https://example.com\u0000", "x".repeat(10_000), "https://exämple.com", "[".repeat(1000))) {
			this.device.origin(origin);
			assertThat(this.passkeys.check(ALICE, this.device)).as(origin).isNull();
		}
	}

	@Test
	void cborWhenOddThenWrong() {
		List<byte[]> odd = new ArrayList<>();
		for (byte[] each : new byte[][] { {}, { (byte) 0xff }, { (byte) 0xa0 }, { (byte) 0xbf }, { (byte) 0xf6 },
				{ (byte) 0xbf, (byte) 0xff },
				// lengths that nothing follows
				{ 0x5b, 0x7f, -1, -1, -1, -1, -1, -1, -1 }, { 0x5a, 0x7f, -1, -1, -1 }, { 0x7a, 0x7f, -1, -1, -1 },
				{ (byte) 0x9b, 0x7f, -1, -1, -1, -1, -1, -1, -1 }, { (byte) 0xbb, -1, -1, -1, -1, -1, -1, -1, -1 },
				{ (byte) 0xba, 0x7f, -1, -1, -1 } }) {
			odd.add(each);
			odd.add(map(new byte[] { 0x63, 'f', 'm', 't' }, each));
			odd.add(map(new byte[] { 0x67, 'a', 't', 't', 'S', 't', 'm', 't' }, each));
		}
		for (int head : new int[] { 0x81, 0xa1, 0xc1, 0x9f, 0xbf, 0x5f, 0xd8 }) {
			byte[] deep = new byte[DEEP];
			Arrays.fill(deep, (byte) head);
			odd.add(deep);
		}
		odd.forEach((bytes) -> assertInvalid(TestAuthenticator
			.json(PasskeyHandlerTests.with(this.created, "attestationObject", TestAuthenticator.base64(bytes)))));
	}

	private static byte[] map(byte[] name, byte[] value) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(0xa1);
		out.writeBytes(name);
		out.writeBytes(value);
		return out.toByteArray();
	}

	@Test
	void bytesWhenChangedAtRandomThenRightOrWrong() {
		Random random = new Random(42);
		String[] members = { "clientDataJSON", "authenticatorData", "signature" };
		for (int i = 0; i < RANDOM; i++) {
			String member = members[i % members.length];
			assertThat(
					this.passkeys.check(this.challenge, ALICE,
							TestAuthenticator.json(PasskeyHandlerTests.with(this.shown, member,
									changed((String) PasskeyHandlerTests.response(this.shown).get(member), random)))))
				.isNull();
			String attestation = changed((String) PasskeyHandlerTests.response(this.created).get("attestationObject"),
					random);
			Passkey passkey = confirmed(attestation);
			if (passkey != null) {
				// another key or model, which nobody vouches for anyway
				assertThat(this.passkeys.repository().delete("alice", passkey.id())).isTrue();
			}
		}
	}

	private Passkey confirmed(String attestation) {
		try {
			return this.passkeys.registration()
				.confirm(ALICE, this.setup.token(), Proof.ofCredential(TestAuthenticator
					.json(PasskeyHandlerTests.with(this.created, "attestationObject", attestation))), null);
		}
		catch (TwoFactorException ex) {
			return null;
		}
	}

	private static String changed(String text, Random random) {
		byte[] bytes = Base64.getUrlDecoder().decode(text);
		switch (random.nextInt(3)) {
			case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
			case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
			default -> {
				int at = random.nextInt(bytes.length);
				byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
				System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
				longer[at] = (byte) (bytes[at] + 1);
				bytes = longer;
			}
		}
		return TestAuthenticator.base64(bytes);
	}

}
