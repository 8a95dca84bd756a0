package io.github.jwt2fa.sample;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SamplePropertiesTests {

	@Test
	void userWhenNoUsernameThenSaysWhatIsMissing() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SampleProperties.User(null, "secret", null, true))
			.withMessage("each of sample.users needs a username");
	}

	@Test
	void toStringThenTellsNoPassword() {
		assertThat(new SampleProperties.User("alice", "secret", null, true).toString()).contains("alice")
			.doesNotContain("secret");
	}

}
