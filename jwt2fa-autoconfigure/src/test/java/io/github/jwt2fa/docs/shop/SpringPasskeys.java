package io.github.jwt2fa.docs.shop;

// tag::repository[]
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import io.github.jwt2fa.method.passkey.Passkey;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SpringPasskeys implements PasskeyRepository {

	private static final String SELECT = "select c.credential_id, e.name, e.id, c.public_key, c.signature_count, "
			+ "c.backup_eligible, c.backup_state, c.authenticator_transports, c.label, c.created, c.last_used "
			+ "from user_credentials c join user_entities e on e.id = c.user_entity_user_id where ";

	private static final String OF_USER = "user_entity_user_id in (select id from user_entities where name = ?)";

	private final JdbcClient jdbc;

	SpringPasskeys(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public @Nullable Passkey findById(String id) {
		return this.jdbc.sql(SELECT + "c.credential_id = ?").param(id).query(this::passkey).optional().orElse(null);
	}

	@Override
	public List<Passkey> findByUserId(String userId) {
		return this.jdbc.sql(SELECT + "e.name = ? order by c.created, c.credential_id")
			.param(userId)
			.query(this::passkey)
			.list();
	}

	private Passkey passkey(ResultSet row, int number) throws SQLException {
		String transports = row.getString(8);
		String label = row.getString(9);
		Timestamp created = row.getTimestamp(10);
		Timestamp lastUsed = row.getTimestamp(11);
		return Passkey.withId(row.getString(1))
			.userId(row.getString(2))
			.userHandle(row.getString(3))
			.publicKey(Base64.getUrlEncoder().withoutPadding().encodeToString(row.getBytes(4)))
			.signatureCounter(row.getLong(5))
			.backupEligible(row.getBoolean(6))
			.backedUp(row.getBoolean(7))
			.transports((transports != null && !transports.isEmpty()) ? List.of(transports.split(",")) : List.of())
			// Spring Security takes longer ones
			.label(Passkey.isLabel(label) ? label : "")
			.createdAt((created != null) ? created.toInstant() : Instant.EPOCH)
			// before the first use it is that of the beginning
			.lastUsedAt((lastUsed == null || lastUsed.equals(created)) ? null : lastUsed.toInstant())
			.build();
	}

	@Override
	public boolean insert(Passkey passkey) {
		insertUser(passkey);
		Instant lastUsed = (passkey.lastUsedAt() != null) ? passkey.lastUsedAt() : passkey.createdAt();
		try {
			return this.jdbc
				.sql("insert into user_credentials (credential_id, user_entity_user_id, public_key, signature_count, "
						+ "uv_initialized, backup_eligible, backup_state, authenticator_transports, "
						+ "public_key_credential_type, label, created, last_used) "
						+ "values (?, ?, ?, ?, false, ?, ?, ?, 'public-key', ?, ?, ?)")
				.params(passkey.id(), passkey.userHandle(), Base64.getUrlDecoder().decode(passkey.publicKey()),
						passkey.signatureCounter(), passkey.backupEligible(), passkey.backedUp(),
						String.join(",", passkey.transports()), passkey.label(), Timestamp.from(passkey.createdAt()),
						Timestamp.from(lastUsed))
				.update() == 1;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	private void insertUser(Passkey passkey) {
		boolean known = this.jdbc.sql("select count(*) from user_entities where id = ?")
			.param(passkey.userHandle())
			.query(Integer.class)
			.single() > 0;
		try {
			if (!known) {
				this.jdbc.sql("insert into user_entities (id, name, display_name) values (?, ?, ?)")
					.params(passkey.userHandle(), passkey.userId(), passkey.userId())
					.update();
			}
		}
		catch (DuplicateKeyException ex) {
			// the same user at the same time
		}
	}

	@Override
	public boolean updateUse(String id, long signatureCounter, boolean backedUp, Instant usedAt) {
		// the database decides: no instance reads, compares and writes
		return this.jdbc
			.sql("update user_credentials set signature_count = ?, backup_state = ?, last_used = ? "
					+ "where credential_id = ? and (signature_count < ? or (signature_count = 0 and ? = 0))")
			.params(signatureCounter, backedUp, Timestamp.from(usedAt), id, signatureCounter, signatureCounter)
			.update() == 1;
	}

	@Override
	public boolean delete(String userId, String id) {
		return this.jdbc.sql("delete from user_credentials where credential_id = ? and " + OF_USER)
			.params(id, userId)
			.update() == 1;
	}

	@Override
	public boolean deleteByUserId(String userId) {
		boolean deleted = this.jdbc.sql("delete from user_credentials where " + OF_USER).param(userId).update() > 0;
		this.jdbc.sql("delete from user_entities where name = ?").param(userId).update();
		return deleted;
	}

}
// end::repository[]
