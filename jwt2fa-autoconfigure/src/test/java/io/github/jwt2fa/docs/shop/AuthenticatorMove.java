package io.github.jwt2fa.docs.shop;

// tag::move[]
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.jwt2fa.method.totp.TotpImport;
import io.github.jwt2fa.method.totp.TotpImport.Account;
import io.github.jwt2fa.method.totp.TotpImport.Result;
import io.github.jwt2fa.method.totp.TotpImport.TotpKey;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AuthenticatorMove {

	private final TotpImport totpImport;

	private final JdbcClient jdbc;

	AuthenticatorMove(TotpImport totpImport, JdbcClient jdbc) {
		this.totpImport = totpImport;
		this.jdbc = jdbc;
	}

	/**
	 * From a column of our own, as with java-totp and GoogleAuth.
	 */
	List<Result> fromColumn() {
		List<TotpKey> keys = this.jdbc
			.sql("select username, authenticator_secret from customer where authenticator_secret is not null")
			.query((row, number) -> TotpKey.of(row.getString("username"), row.getString("authenticator_secret")))
			.list();
		return this.totpImport.importKeys(keys);
	}

	/**
	 * From a file that kc.sh export wrote.
	 */
	List<Result> fromKeycloak(Path export) throws IOException {
		try (InputStream users = Files.newInputStream(export)) {
			return this.totpImport.importKeycloak(users, Account::name);
		}
	}

	/**
	 * From a list of otpauth URIs, of which only those of our shop are meant.
	 */
	List<Result> fromUris(Path list) throws IOException {
		return this.totpImport.importUris(Files.readAllLines(list),
				(account) -> "My shop".equals(account.issuer()) ? account.name() : null);
	}

}
// end::move[]
