package io.github.jwt2fa.docs;

// tag::repository[]
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcLoginSessionRepository implements LoginSessionRepository {

	private static final String SELECT = "select session_id, user_id, started_at, current_token_id, previous_token_id, "
			+ "refreshed_at, ends_at from jwt2fa_login_session ";

	private static final String END = "update jwt2fa_login_session set current_token_id = null, "
			+ "previous_token_id = null where current_token_id is not null ";

	private final JdbcClient jdbc;

	JdbcLoginSessionRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public boolean insert(LoginSession session) {
		try {
			this.jdbc
				.sql("insert into jwt2fa_login_session (session_id, user_id, started_at, current_token_id, "
						+ "previous_token_id, refreshed_at, ends_at) values (?, ?, ?, ?, ?, ?, ?)")
				.param(session.id())
				.param(session.userId())
				.param(session.startedAt().toEpochMilli())
				.param(session.currentTokenId())
				.param(session.previousTokenId())
				.param(session.refreshedAt().toEpochMilli())
				.param(session.endsAt().toEpochMilli())
				.update();
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	@Override
	public @Nullable LoginSession findById(String id) {
		return this.jdbc.sql(SELECT + "where session_id = ?")
			.param(id)
			.query((row, number) -> toSession(row))
			.optional()
			.orElse(null);
	}

	@Override
	public List<LoginSession> findByUserId(String userId) {
		return this.jdbc.sql(SELECT + "where user_id = ? and current_token_id is not null order by started_at desc")
			.param(userId)
			.query((row, number) -> toSession(row))
			.list();
	}

	private static LoginSession toSession(ResultSet row) throws SQLException {
		return new LoginSession(row.getString("session_id"), row.getString("user_id"),
				Instant.ofEpochMilli(row.getLong("started_at")), row.getString("current_token_id"),
				row.getString("previous_token_id"), Instant.ofEpochMilli(row.getLong("refreshed_at")),
				Instant.ofEpochMilli(row.getLong("ends_at")));
	}

	@Override
	public boolean replace(LoginSession expected, LoginSession update) {
		// the row's count tells who was first
		return this.jdbc
			.sql("update jwt2fa_login_session set current_token_id = ?, previous_token_id = ?, refreshed_at = ? "
					+ "where session_id = ? and current_token_id = ?")
			.param(update.currentTokenId())
			.param(update.previousTokenId())
			.param(update.refreshedAt().toEpochMilli())
			.param(expected.id())
			.param(expected.currentTokenId())
			.update() == 1;
	}

	@Override
	public boolean end(String id) {
		return this.jdbc.sql(END + "and session_id = ?").param(id).update() == 1;
	}

	@Override
	public int endAll(String userId, @Nullable String exceptId) {
		if (exceptId == null) {
			return this.jdbc.sql(END + "and user_id = ?").param(userId).update();
		}
		return this.jdbc.sql(END + "and user_id = ? and session_id <> ?").params(userId, exceptId).update();
	}

	@Override
	public int deleteEndedBefore(Instant time, int limit) {
		List<String> ids = this.jdbc
			.sql("select session_id from jwt2fa_login_session where ends_at < ? order by ends_at")
			.param(time.toEpochMilli())
			.withMaxRows(limit)
			.query(String.class)
			.list();
		return ids.isEmpty() ? 0
				: this.jdbc.sql("delete from jwt2fa_login_session where session_id in (:ids)")
					.param("ids", ids)
					.update();
	}

}
// end::repository[]
