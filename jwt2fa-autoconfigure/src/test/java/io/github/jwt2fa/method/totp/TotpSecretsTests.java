package io.github.jwt2fa.method.totp;

import java.security.SecureRandom;
import java.util.List;

import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class TotpSecretsTests {

	private static final String SECRET = "JBSWY3DPEHPK3PXP";

	private final TwoFactorUser alice = TwoFactorUser.withId("alice").build();

	private final InMemoryData data = new InMemoryData();

	private final FernetEncryptor encryptor = encryptor(1);

	private final TotpSecrets stored = new TotpSecrets(new StoredTotpSecretGetter(this.data, this.encryptor));

	private FernetEncryptor encryptor(int key) {
		byte[] bytes = new byte[32];
		bytes[0] = (byte) key;
		return new FernetEncryptor(List.of(new SecretKeySpec(bytes, "AES")), new MutableClock(), new SecureRandom());
	}

	private void keep(String encrypted) {
		this.data.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.TOTP, encrypted));
	}

	@Test
	void findWhenStoredThenDecrypted() {
		keep(this.encryptor.encrypt(SECRET));
		assertThat(this.stored.find(this.alice).text()).isEqualTo(SECRET);
		assertThat(this.stored.find(this.alice)).hasToString("TotpSecret[***]");
		assertThat(this.stored.isActive(this.alice)).isTrue();
	}

	@Test
	void findWhenThereIsNoneThenNull() {
		assertThat(this.stored.find(this.alice)).isNull();
		for (String none : new String[] { null, "" }) {
			keep(none);
			assertThat(this.stored.find(this.alice)).isNull();
			assertThat(this.stored.isActive(this.alice)).isFalse();
		}
		TotpSecrets blank = new TotpSecrets((user) -> " ");
		assertThat(blank.find(this.alice)).isNull();
		assertThat(blank.isActive(this.alice)).isFalse();
	}

	/**
	 * Else a lost key would let everybody in without TOTP.
	 */
	@Test
	void findWhenItCanNotBeReadThenIsActiveAndToldWithoutASecret(CapturedOutput output) {
		keep(encryptor(2).encrypt(SECRET));
		assertThat(this.stored.isActive(this.alice)).isTrue();
		assertThat(output).containsOnlyOnce("The user alice can't log in by TOTP");
		assertThat(this.stored.find(this.alice)).isNull();
		assertThat(output).contains("The user alice can't log in by TOTP: No key in jwt2fa.totp-encryption-key opens");
		TotpSecrets odd = new TotpSecrets((user) -> "no base32!");
		assertThat(odd.find(this.alice)).isNull();
		assertThat(output).contains("is no base32 text").doesNotContain("no base32!");
	}

}
