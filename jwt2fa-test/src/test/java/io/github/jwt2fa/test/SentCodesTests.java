package io.github.jwt2fa.test;

import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The codes that users were sent.
 */
class SentCodesTests {

	private final SentCodes codes = new SentCodes();

	@Test
	void lastCodeForWhenNameOrAddressInAnyCaseThenFound() {
		this.codes.sendCode(TwoFactorUser.withId("u17").username("Alice").email("Alice@Example.com").build(),
				"1234567");
		assertThat(this.codes.lastCodeFor("u17")).isEqualTo("1234567");
		assertThat(this.codes.lastCodeFor("alice")).isEqualTo("1234567");
		assertThat(this.codes.lastCodeFor("alice@example.com")).isEqualTo("1234567");
		assertThat(this.codes.codesFor("U17")).isEmpty();
	}

	@Test
	void lastCodeForWhenNoneWasSentThenToldToWhomSomeWere() {
		assertThatIllegalStateException().isThrownBy(() -> this.codes.lastCodeFor("bob"))
			.withMessageContaining("nobody");
		this.codes.sendCode(TwoFactorUser.withId("u17").username("alice").build(), "1234567");
		assertThatIllegalStateException().isThrownBy(() -> this.codes.lastCodeFor("bob"))
			.withMessageContainingAll("bob", "alice")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("1234567"));
	}

}
