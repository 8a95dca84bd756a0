package io.github.jwt2fa.user.jpa;

import java.util.List;
import java.util.function.UnaryOperator;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.PlatformTransactionManager;

/**
 * The users' second-factor data in a JPA persistence unit. Joins a transaction of the
 * caller. Thread-safe, as the database is.
 */
final class JpaUserTwoFactorAuthDataRepository implements UserTwoFactorAuthDataRepository {

	private static final String FIND = "select d.userId, d.preferredMethod, d.totpSecret "
			+ "from Jwt2faUserTwoFactorAuthData d where d.userId = :userId";

	/** One statement, so that two at once can't both insert. */
	private static final String SAVE = "insert into Jwt2faUserTwoFactorAuthData (userId, preferredMethod, totpSecret) "
			+ "values (:userId, :method, :secret) on conflict (userId) do update "
			+ "set preferredMethod = excluded.preferredMethod, totpSecret = excluded.totpSecret";

	private static final String SAVE_METHOD = "insert into Jwt2faUserTwoFactorAuthData (userId, preferredMethod) "
			+ "values (:userId, :method) on conflict (userId) do update "
			+ "set preferredMethod = excluded.preferredMethod";

	private static final String SET = "update Jwt2faUserTwoFactorAuthData set preferredMethod = :method, "
			+ "totpSecret = :secret where userId = :userId ";

	private static final String REPLACE_SECRET = SET + "and totpSecret = :expected";

	private static final String SET_SECRET = SET + "and (totpSecret is null or totpSecret = '')";

	private static final String INSERT = "insert into Jwt2faUserTwoFactorAuthData (userId, preferredMethod, totpSecret) "
			+ "values (:userId, :method, :secret)";

	private static final String DELETE = "delete from Jwt2faUserTwoFactorAuthData d where d.userId = :userId";

	/**
	 * The entity that the persistence unit has to know.
	 */
	public static final String ENTITY = UserTwoFactorAuthDataEntity.class.getName();

	private final EntityTable table;

	/**
	 * A repository.
	 * @param factory the persistence unit
	 * @param transactionManager the transactions of that unit
	 * @throws IllegalArgumentException if the unit does not know the entity of this
	 * package
	 */
	public JpaUserTwoFactorAuthDataRepository(EntityManagerFactory factory,
			PlatformTransactionManager transactionManager) {
		this.table = new EntityTable(factory, transactionManager, UserTwoFactorAuthDataEntity.class);
	}

	/**
	 * Asks the database for the table.
	 * @throws PersistenceException if it is not there, or not as it should be
	 */
	public void requireTable() {
		this.table.require();
	}

	/**
	 * The name of the table, as a naming strategy of the application and the schema make
	 * it.
	 */
	public String tableName() {
		return this.table.name();
	}

	/**
	 * Whether there is such a table for each tenant, so that nothing is found outside of
	 * a request.
	 */
	public boolean isTenanted() {
		return this.table.isTenanted();
	}

	@Override
	public @Nullable UserTwoFactorAuthData findByUserId(String userId) {
		List<Object[]> rows = this.table.select(FIND, Object[].class, (query) -> query.setParameter("userId", userId));
		// a table that somebody made with a collation of its own must not mix up two
		// users either
		return rows.stream().filter((row) -> userId.equals(row[0])).findFirst().map((row) -> data(row)).orElse(null);
	}

	private static UserTwoFactorAuthData data(Object[] row) {
		String method = (String) row[1];
		boolean chosen = method != null && !method.isBlank();
		return new UserTwoFactorAuthData((String) row[0], chosen ? TwoFactorMethod.of(method) : null, (String) row[2]);
	}

	@Override
	public void save(UserTwoFactorAuthData data) {
		upsert(SAVE, (query) -> with(data, query));
	}

	private static Query with(UserTwoFactorAuthData data, Query query) {
		TwoFactorMethod method = data.preferredMethod();
		return query.setParameter("userId", data.userId())
			.setParameter("method", (method != null) ? method.value() : null)
			.setParameter("secret", data.encryptedTotpSecret());
	}

	@Override
	public boolean saveIfSecretIs(@Nullable String expectedSecret, UserTwoFactorAuthData data) {
		if (expectedSecret != null && !expectedSecret.isEmpty()) {
			// a collation of the column may take another case for the same
			UserTwoFactorAuthData known = findByUserId(data.userId());
			return known != null && expectedSecret.equals(known.encryptedTotpSecret()) && this.table
				.execute(REPLACE_SECRET, (query) -> with(data, query).setParameter("expected", expectedSecret)) == 1;
		}
		return setSecret(data) || (findByUserId(data.userId()) == null && insert(data));
	}

	private boolean setSecret(UserTwoFactorAuthData data) {
		return this.table.execute(SET_SECRET, (query) -> with(data, query)) == 1;
	}

	private boolean insert(UserTwoFactorAuthData data) {
		try {
			return this.table.execute(INSERT, (query) -> with(data, query)) == 1;
		}
		catch (PersistenceException ex) {
			if (findByUserId(data.userId()) == null) {
				throw ex;
			}
			// someone else was faster, but it may have been the choice of a method alone
			return setSecret(data);
		}
	}

	@Override
	public void savePreferredMethod(String userId, TwoFactorMethod method) {
		upsert(SAVE_METHOD, (query) -> query.setParameter("userId", userId).setParameter("method", method.value()));
	}

	/**
	 * H2's one statement is two steps inside: of several that insert at once, one wins
	 * and the others find its row when they try again.
	 */
	private void upsert(String statement, UnaryOperator<Query> parameters) {
		try {
			this.table.execute(statement, parameters);
		}
		catch (PersistenceException ex) {
			this.table.execute(statement, parameters);
		}
	}

	@Override
	public void deleteByUserId(String userId) {
		this.table.execute(DELETE, (query) -> query.setParameter("userId", userId));
	}

}
