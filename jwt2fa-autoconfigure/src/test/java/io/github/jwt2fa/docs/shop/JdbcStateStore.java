package io.github.jwt2fa.docs.shop;

// tag::store[]
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Keeps the state in a table, so that several instances of an application share it:
 * create table login_state (kind varchar(64), id varchar(64), bytes varchar(4000) not
 * null, expires_at bigint not null, primary key (kind, id)). Texts have to be compared
 * byte by byte: in MariaDB add "collate utf8mb4_nopad_bin".
 */
@Repository
class JdbcStateStore implements StateStore {

	private final JdbcClient jdbc;

	private final Clock clock;

	JdbcStateStore(JdbcClient jdbc, @Qualifier("jwt2faClock") Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public byte @Nullable [] get(StateKey key) {
		return this.jdbc.sql("select bytes from login_state where kind = ? and id = ? and expires_at > ?")
			.params(key.kind(), key.id(), this.clock.millis())
			.query(String.class)
			.optional()
			.map(Base64.getDecoder()::decode)
			.orElse(null);
	}

	@Override
	public boolean compareAndSet(StateKey key, byte @Nullable [] expected, byte @Nullable [] update, Duration ttl) {
		if (expected == null) {
			return (update != null) ? create(key, update, ttl) : get(key) == null;
		}
		return (update != null) ? replace(key, expected, update, ttl) : remove(key, expected);
	}

	private boolean create(StateKey key, byte[] update, Duration ttl) {
		long now = this.clock.millis();
		int replaced = this.jdbc
			.sql("update login_state set bytes = ?, expires_at = ? where kind = ? and id = ? and expires_at <= ?")
			.params(text(update), now + ttl.toMillis(), key.kind(), key.id(), now)
			.update();
		if (replaced == 1) {
			return true;
		}
		try {
			this.jdbc.sql("insert into login_state (kind, id, bytes, expires_at) values (?, ?, ?, ?)")
				.params(key.kind(), key.id(), text(update), now + ttl.toMillis())
				.update();
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	private boolean replace(StateKey key, byte[] expected, byte[] update, Duration ttl) {
		long now = this.clock.millis();
		return this.jdbc
			.sql("update login_state set bytes = ?, expires_at = ? "
					+ "where kind = ? and id = ? and bytes = ? and expires_at > ?")
			.params(text(update), now + ttl.toMillis(), key.kind(), key.id(), text(expected), now)
			.update() == 1;
	}

	private boolean remove(StateKey key, byte[] expected) {
		return this.jdbc.sql("delete from login_state where kind = ? and id = ? and bytes = ? and expires_at > ?")
			.params(key.kind(), key.id(), text(expected), this.clock.millis())
			.update() == 1;
	}

	/**
	 * To be called from time to time, by a scheduled task, say.
	 */
	void deleteExpired() {
		this.jdbc.sql("delete from login_state where expires_at <= ?").params(this.clock.millis()).update();
	}

	private static String text(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

}
// end::store[]
