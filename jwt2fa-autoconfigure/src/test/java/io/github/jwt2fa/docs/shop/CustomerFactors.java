package io.github.jwt2fa.docs.shop;

// tag::columns[]
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.method.totp.TotpSecretException;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CustomerFactors {

	private final JdbcClient jdbc;

	private final FernetEncryptor encryptor;

	CustomerFactors(JdbcClient jdbc, FernetEncryptor encryptor) {
		this.jdbc = jdbc;
		this.encryptor = encryptor;
	}

	@Nullable String methodOf(String username) {
		return column("second_factor", username);
	}

	@Nullable String totpSecretOf(String username) {
		String encrypted = column("authenticator_secret", username);
		if (encrypted == null) {
			return null;
		}
		String secret = this.encryptor.decrypt(encrypted);
		if (secret == null) {
			// never null: that would mean that the customer has none
			throw new TotpSecretException("The authenticator_secret of " + username + " can't be decrypted");
		}
		return secret;
	}

	private @Nullable String column(String name, String username) {
		return this.jdbc.sql("select " + name + " from customer where username = ?")
			.param(username)
			.query(String.class)
			.optional()
			.orElse(null);
	}

	void setTotp(String username, String base32Secret) {
		this.jdbc.sql("update customer set second_factor = 'totp', authenticator_secret = ? where username = ?")
			.param(this.encryptor.encrypt(base32Secret))
			.param(username)
			.update();
	}

}
// end::columns[]
