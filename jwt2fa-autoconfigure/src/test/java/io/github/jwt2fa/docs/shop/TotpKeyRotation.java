package io.github.jwt2fa.docs.shop;

// tag::rotation[]
import java.util.ArrayList;
import java.util.List;

import io.github.jwt2fa.crypto.FernetEncryptor;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TotpKeyRotation {

	private final JdbcClient jdbc;

	private final FernetEncryptor encryptor;

	TotpKeyRotation(JdbcClient jdbc, FernetEncryptor encryptor) {
		this.jdbc = jdbc;
		this.encryptor = encryptor;
	}

	/**
	 * Encrypts all secrets with the first key of the list.
	 * @return the ids of the users whose secret no key opens
	 */
	List<String> run() {
		List<String> unreadable = new ArrayList<>();
		this.jdbc.sql("select user_id, totp_secret from jwt2fa_user_two_factor_auth_data where totp_secret is not null")
			.query(Row.class)
			.list()
			.forEach((row) -> {
				String secret = this.encryptor.decrypt(row.totpSecret());
				if (secret == null) {
					unreadable.add(row.userId());
				}
				else {
					replace(row, this.encryptor.encrypt(secret));
				}
			});
		return unreadable;
	}

	private void replace(Row row, String encrypted) {
		// only what was read: a user may set up a new secret at the same time
		this.jdbc
			.sql("update jwt2fa_user_two_factor_auth_data set totp_secret = ? where user_id = ? and totp_secret = ?")
			.params(encrypted, row.userId(), row.totpSecret())
			.update();
	}

	record Row(String userId, String totpSecret) {

	}

}
// end::rotation[]
