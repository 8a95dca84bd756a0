package io.github.jwt2fa.docs.shop;

// tag::repository[]
import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.method.recovery.RecoveryCodeRepository;
import io.github.jwt2fa.method.recovery.StoredRecoveryCodes;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CustomerRecoveryCodes implements RecoveryCodeRepository {

	private final JdbcClient jdbc;

	CustomerRecoveryCodes(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public @Nullable StoredRecoveryCodes findByUserId(String userId) {
		return this.jdbc.sql("select hashes, created_at from customer_recovery_codes where username = ?")
			.param(userId)
			.query((row, number) -> new StoredRecoveryCodes(userId, List.of(row.getString(1).split(" ")),
					Instant.ofEpochMilli(row.getLong(2))))
			.optional()
			.orElse(null);
	}

	@Override
	public boolean insert(StoredRecoveryCodes codes) {
		try {
			return this.jdbc.sql("insert into customer_recovery_codes (username, hashes, created_at) values (?, ?, ?)")
				.params(codes.userId(), hashes(codes), codes.createdAt().toEpochMilli())
				.update() == 1;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	@Override
	public boolean replace(StoredRecoveryCodes expected, @Nullable StoredRecoveryCodes update) {
		// the database decides who was first: no instance reads, compares and writes
		if (update == null) {
			return this.jdbc.sql("delete from customer_recovery_codes where username = ? and hashes = ?")
				.params(expected.userId(), hashes(expected))
				.update() == 1;
		}
		return this.jdbc
			.sql("update customer_recovery_codes set hashes = ?, created_at = ? where username = ? and hashes = ?")
			.params(hashes(update), update.createdAt().toEpochMilli(), expected.userId(), hashes(expected))
			.update() == 1;
	}

	@Override
	public boolean deleteByUserId(String userId) {
		return this.jdbc.sql("delete from customer_recovery_codes where username = ?").param(userId).update() == 1;
	}

	private static String hashes(StoredRecoveryCodes codes) {
		return String.join(" ", codes.hashes());
	}

}
// end::repository[]
