package io.github.jwt2fa.docs.shop;

import java.util.UUID;

import io.github.jwt2fa.method.recovery.RecoveryCodeRepository;
import io.github.jwt2fa.method.recovery.RecoveryCodeRepositoryContract;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The repository that the guide shows keeps what is promised of each.
 */
class CustomerRecoveryCodesTests extends RecoveryCodeRepositoryContract {

	private final JdbcConnectionPool database = JdbcConnectionPool
		.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

	@BeforeEach
	void create() {
		JdbcClient.create(this.database)
			.sql("create table customer_recovery_codes (username varchar(255) primary key, "
					+ "hashes varchar(2000) not null, created_at bigint not null)")
			.update();
	}

	@AfterEach
	void drop() {
		JdbcClient.create(this.database).sql("shutdown").update();
	}

	@Override
	protected RecoveryCodeRepository repository() {
		return new CustomerRecoveryCodes(JdbcClient.create(this.database));
	}

	@Override
	protected RecoveryCodeRepository repositoryOfAnotherInstance() {
		return repository();
	}

}
