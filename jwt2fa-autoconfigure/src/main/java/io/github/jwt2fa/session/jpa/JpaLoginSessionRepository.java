package io.github.jwt2fa.session.jpa;

import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.jpa.EntityTable;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.PlatformTransactionManager;

/**
 * Sessions in a JPA persistence unit. Joins a transaction of the caller, but what ends
 * for reuse is over even if that is rolled back.
 */
public final class JpaLoginSessionRepository implements LoginSessionRepository {

	/**
	 * The entity that the persistence unit has to know.
	 */
	public static final String ENTITY = LoginSessionEntity.class.getName();

	private static final String SELECT = "select s.id, s.userId, s.startedAt, s.currentTokenId, s.previousTokenId, "
			+ "s.refreshedAt, s.endsAt from Jwt2faLoginSession s ";

	private static final String FIND = SELECT + "where s.id = :id";

	private static final String FIND_BY_USER = SELECT
			+ "where s.userId = :userId and s.currentTokenId is not null order by s.startedAt desc";

	private static final String INSERT = "insert into Jwt2faLoginSession "
			+ "(id, userId, startedAt, currentTokenId, previousTokenId, refreshedAt, endsAt) "
			+ "values (:id, :userId, :startedAt, :current, :previous, :refreshedAt, :endsAt)";

	private static final String REPLACE = "update Jwt2faLoginSession set currentTokenId = :current, "
			+ "previousTokenId = :previous, refreshedAt = :refreshedAt where id = :id and currentTokenId = :expected";

	private static final String END = "update Jwt2faLoginSession set currentTokenId = null, previousTokenId = null "
			+ "where id = :id and currentTokenId is not null";

	private static final String END_ALL = "update Jwt2faLoginSession set currentTokenId = null, previousTokenId = null "
			+ "where userId = :userId and currentTokenId is not null";

	private static final String END_OTHERS = END_ALL + " and id <> :exceptId";

	private static final String FIND_ENDED = "select s.id from Jwt2faLoginSession s where s.endsAt < :time "
			+ "order by s.endsAt";

	private static final String DELETE = "delete from Jwt2faLoginSession where id in (:ids)";

	private final EntityTable table;

	/**
	 * A repository.
	 * @param factory the persistence unit
	 * @param transactionManager the transactions of that unit
	 * @throws IllegalArgumentException if the unit does not know the entity of this
	 * package
	 */
	public JpaLoginSessionRepository(EntityManagerFactory factory, PlatformTransactionManager transactionManager) {
		this.table = new EntityTable(factory, transactionManager, LoginSessionEntity.class);
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

	/**
	 * A plain insert, since what an insert that ignores conflicts counts differs from
	 * database to database. A conflict is rare: ids are random.
	 */
	@Override
	public boolean insert(LoginSession session) {
		try {
			return this.table.execute(INSERT,
					(query) -> query.setParameter("id", session.id())
						.setParameter("userId", session.userId())
						.setParameter("startedAt", session.startedAt().toEpochMilli())
						.setParameter("current", session.currentTokenId())
						.setParameter("previous", session.previousTokenId())
						.setParameter("refreshedAt", session.refreshedAt().toEpochMilli())
						.setParameter("endsAt", session.endsAt().toEpochMilli())) == 1;
		}
		catch (PersistenceException ex) {
			if (findById(session.id()) != null) {
				return false;
			}
			throw ex;
		}
	}

	@Override
	public @Nullable LoginSession findById(String id) {
		return this.table.select(FIND, Object[].class, (query) -> query.setParameter("id", id))
			.stream()
			.map(JpaLoginSessionRepository::session)
			.filter((session) -> session.id().equals(id))
			.findFirst()
			.orElse(null);
	}

	@Override
	public List<LoginSession> findByUserId(String userId) {
		return this.table.select(FIND_BY_USER, Object[].class, (query) -> query.setParameter("userId", userId))
			.stream()
			.map(JpaLoginSessionRepository::session)
			.filter((session) -> session.userId().equals(userId))
			.toList();
	}

	private static LoginSession session(Object[] row) {
		return new LoginSession((String) row[0], (String) row[1], Instant.ofEpochMilli((Long) row[2]), (String) row[3],
				(String) row[4], Instant.ofEpochMilli((Long) row[5]), Instant.ofEpochMilli((Long) row[6]));
	}

	@Override
	public boolean replace(LoginSession expected, LoginSession update) {
		return this.table.execute(REPLACE,
				(query) -> query.setParameter("id", expected.id())
					.setParameter("expected", expected.currentTokenId())
					.setParameter("current", update.currentTokenId())
					.setParameter("previous", update.previousTokenId())
					.setParameter("refreshedAt", update.refreshedAt().toEpochMilli())) == 1;
	}

	@Override
	public boolean end(String id) {
		return this.table.execute(END, (query) -> query.setParameter("id", id)) == 1;
	}

	@Override
	public boolean endForGood(String id) {
		return this.table.executeForGood(END, (query) -> query.setParameter("id", id)) == 1;
	}

	@Override
	public int endAll(String userId, @Nullable String exceptId) {
		if (exceptId == null) {
			return this.table.execute(END_ALL, (query) -> query.setParameter("userId", userId));
		}
		return this.table.execute(END_OTHERS,
				(query) -> query.setParameter("userId", userId).setParameter("exceptId", exceptId));
	}

	@Override
	public int deleteEndedBefore(Instant time, int limit) {
		List<String> ids = this.table.select(FIND_ENDED, String.class,
				(query) -> query.setParameter("time", time.toEpochMilli()).setMaxResults(limit));
		return ids.isEmpty() ? 0 : this.table.execute(DELETE, (query) -> query.setParameter("ids", ids));
	}

}
