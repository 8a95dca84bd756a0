package io.github.jwt2fa.docs.shop;

// tag::repository[]
import java.sql.ResultSet;
import java.sql.SQLException;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LoginFactors implements UserTwoFactorAuthDataRepository {

	private final JdbcClient jdbc;

	LoginFactors(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public @Nullable UserTwoFactorAuthData findByUserId(String userId) {
		return this.jdbc.sql("select username, method, secret from login_factor where username = ?")
			.param(userId)
			.query((row, number) -> toData(row))
			.optional()
			.orElse(null);
	}

	private static UserTwoFactorAuthData toData(ResultSet row) throws SQLException {
		String method = row.getString("method");
		return new UserTwoFactorAuthData(row.getString("username"),
				(method != null) ? TwoFactorMethod.of(method) : null, row.getString("secret"));
	}

	@Override
	public void save(UserTwoFactorAuthData data) {
		if (update(data) > 0) {
			return;
		}
		try {
			insert(data);
		}
		catch (DuplicateKeyException ex) {
			// someone else was faster: the last one wins
			update(data);
		}
	}

	private int update(UserTwoFactorAuthData data) {
		return this.jdbc.sql("update login_factor set method = ?, secret = ? where username = ?")
			.param(method(data))
			.param(data.encryptedTotpSecret())
			.param(data.userId())
			.update();
	}

	private void insert(UserTwoFactorAuthData data) {
		this.jdbc.sql("insert into login_factor (username, method, secret) " + "values (?, ?, ?)")
			.param(data.userId())
			.param(method(data))
			.param(data.encryptedTotpSecret())
			.update();
	}

	@Override
	public boolean saveIfSecretIs(@Nullable String expectedSecret, UserTwoFactorAuthData data) {
		// the row's count tells who was first
		int updated = this.jdbc
			.sql("update login_factor set method = ?, secret = ? " + "where username = ? and coalesce(secret, '') = ?")
			.param(method(data))
			.param(data.encryptedTotpSecret())
			.param(data.userId())
			.param((expectedSecret != null) ? expectedSecret : "")
			.update();
		if (updated > 0 || expectedSecret != null || findByUserId(data.userId()) != null) {
			return updated > 0;
		}
		try {
			insert(data);
			return true;
		}
		catch (DuplicateKeyException ex) {
			// someone else was faster, but it may have been the choice of a method alone
			return saveIfSecretIs(null, data);
		}
	}

	@Override
	public void savePreferredMethod(String userId, TwoFactorMethod method) {
		// leaves the secret alone, in one step: one that is set at the same time is not
		// lost
		int updated = this.jdbc.sql("update login_factor set method = ? where username = ?")
			.param(method.value())
			.param(userId)
			.update();
		if (updated == 0) {
			save(new UserTwoFactorAuthData(userId, method, null));
		}
	}

	private static @Nullable String method(UserTwoFactorAuthData data) {
		return (data.preferredMethod() != null) ? data.preferredMethod().value() : null;
	}

	@Override
	public void deleteByUserId(String userId) {
		this.jdbc.sql("delete from login_factor where username = ?").param(userId).update();
	}

}
// end::repository[]
