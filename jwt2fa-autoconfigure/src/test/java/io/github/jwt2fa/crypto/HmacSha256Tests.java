package io.github.jwt2fa.crypto;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.MacSpi;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HmacSha256Tests {

	private static final byte[] KEY = "Jefe".getBytes(StandardCharsets.US_ASCII);

	private static final String MESSAGE = "what do ya want for nothing?";

	/** RFC 4231, section 4.3. */
	private static final String SIGNED = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

	private static String signed(HmacSha256 hmac) {
		return HexFormat.of().formatHex(hmac.sign(MESSAGE));
	}

	@Test
	void signWhenAgainThenTheSame() {
		HmacSha256 hmac = new HmacSha256(KEY);
		assertThat(signed(hmac)).isEqualTo(SIGNED);
		assertThat(signed(hmac)).isEqualTo(SIGNED);
	}

	@Test
	void signWhenTheMacOfThePlatformCanNotBeClonedThenTheSame() {
		Provider fips = new Provider("Fips", "1", "As the JDK's PKCS #11 over NSS") {

		};
		fips.put("Mac.HmacSHA256", NotCloned.class.getName());
		Security.insertProviderAt(fips, 1);
		try {
			HmacSha256 hmac = new HmacSha256(KEY);
			assertThat(signed(hmac)).isEqualTo(SIGNED);
			assertThat(signed(hmac)).isEqualTo(SIGNED);
		}
		finally {
			Security.removeProvider(fips.getName());
		}
	}

	/**
	 * Made by its provider.
	 */
	public static final class NotCloned extends MacSpi {

		private final Mac mac;

		public NotCloned() throws NoSuchAlgorithmException {
			this.mac = Mac.getInstance("HmacSHA256", Security.getProvider("SunJCE"));
		}

		@Override
		protected int engineGetMacLength() {
			return this.mac.getMacLength();
		}

		@Override
		protected void engineInit(Key key, AlgorithmParameterSpec parameters) throws InvalidKeyException {
			this.mac.init(key);
		}

		@Override
		protected void engineUpdate(byte input) {
			this.mac.update(input);
		}

		@Override
		protected void engineUpdate(byte[] input, int offset, int length) {
			this.mac.update(input, offset, length);
		}

		@Override
		protected byte[] engineDoFinal() {
			return this.mac.doFinal();
		}

		@Override
		protected void engineReset() {
			this.mac.reset();
		}

	}

}
