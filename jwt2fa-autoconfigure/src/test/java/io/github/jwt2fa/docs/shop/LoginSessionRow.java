package io.github.jwt2fa.docs.shop;

// tag::row[]
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.session.LoginSession;

import org.springframework.jdbc.core.RowMapper;

class LoginSessionRow implements RowMapper<LoginSession> {

	@Override
	public LoginSession mapRow(ResultSet row, int number) throws SQLException {
		String method = row.getString("method");
		return LoginSession.withId(row.getString("session_id"))
			.userId(row.getString("user_id"))
			.startedAt(Instant.ofEpochMilli(row.getLong("started_at")))
			// null once the session was ended
			.currentTokenId(row.getString("current_token_id"))
			.previousTokenId(row.getString("previous_token_id"))
			.refreshedAt(Instant.ofEpochMilli(row.getLong("refreshed_at")))
			.endsAt(Instant.ofEpochMilli(row.getLong("ends_at")))
			// null for tokens of other software
			.method((method != null) ? TwoFactorMethod.of(method) : null)
			.deviceName(row.getString("device_name"))
			.build();
	}

}
// end::row[]
