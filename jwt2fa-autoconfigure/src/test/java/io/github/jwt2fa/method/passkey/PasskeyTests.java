package io.github.jwt2fa.method.passkey;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PasskeyTests {

	private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

	private static final Passkey PASSKEY = Passkey.withId("AAAA")
		.userId("alice")
		.userHandle("AAEC")
		.publicKey("AAED")
		.createdAt(NOW)
		.build();

	@ParameterizedTest
	@ValueSource(strings = { "", "A", "AB", "AAA=", "AA+A", "AA/A", "a key" })
	void buildWhenAPartIsNoBase64UrlThenFails(String text) {
		assertThat(List.<UnaryOperator<Passkey.Builder>>of(
				(other) -> Passkey.withId(text).userId("alice").userHandle("AAEC").publicKey("AAED").createdAt(NOW),
				(other) -> other.userHandle(text), (other) -> other.publicKey(text)))
			.allSatisfy((change) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> change.apply(PASSKEY.toBuilder()).build()));
	}

	@Test
	void buildWhenThereIsNoUserThenFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> PASSKEY.toBuilder().userId("").build())
			.withMessage("A passkey needs a user id");
	}

	@Test
	void transportsWhenTheyAreOddOrManyThenFails() {
		assertThat(PASSKEY.toBuilder().transports(Collections.nCopies(51, "nfc-")).build().transports()).hasSize(51);
		for (List<String> transports : List.of(List.of("NFC"), List.of("usb", "a,b"), List.of(""), List.of("usb "),
				Collections.nCopies(52, "nfc-"))) {
			assertThatIllegalArgumentException().isThrownBy(() -> PASSKEY.toBuilder().transports(transports));
		}
	}

	@Test
	void equalsWhenOneThingDiffersThenOther() {
		assertThat(PASSKEY.toBuilder().build()).isEqualTo(PASSKEY).hasSameHashCodeAs(PASSKEY);
		assertThat(List.<UnaryOperator<Passkey.Builder>>of((other) -> other.userId("bob"),
				(other) -> other.userHandle("AAEB"), (other) -> other.publicKey("AAEB"),
				(other) -> other.signatureCounter(1), (other) -> other.backupEligible(true),
				(other) -> other.backedUp(true), (other) -> other.aaguid(new UUID(0, 1)),
				(other) -> other.transports(List.of("usb")), (other) -> other.label("Key"),
				(other) -> other.createdAt(NOW.plusSeconds(1)), (other) -> other.lastUsedAt(NOW)))
			.allSatisfy((change) -> assertThat(change.apply(PASSKEY.toBuilder()).build()).isNotEqualTo(PASSKEY));
	}

	@Test
	void toStringWhenPrintedThenNoKeyIsNamed() {
		assertThat(PASSKEY).hasToString("Passkey[userId=alice, createdAt=2026-11-24T10:00:00Z]");
	}

}
