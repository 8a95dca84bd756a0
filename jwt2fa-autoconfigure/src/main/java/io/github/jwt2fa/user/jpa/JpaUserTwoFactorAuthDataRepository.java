package io.github.jwt2fa.user.jpa;

import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The users' second-factor data in a JPA persistence unit. Joins a transaction of the
 * caller.
 */
public final class JpaUserTwoFactorAuthDataRepository implements UserTwoFactorAuthDataRepository {

	private static final String SCHEMA_ACTION = "hibernate.hbm2ddl.auto";

	private final EntityManager entityManager;

	private final TransactionTemplate transaction;

	/**
	 * A repository.
	 * @param factory the persistence unit
	 * @param transactionManager the transactions of that unit
	 * @throws IllegalArgumentException if the unit does not know the entity of this
	 * package
	 */
	public JpaUserTwoFactorAuthDataRepository(EntityManagerFactory factory,
			PlatformTransactionManager transactionManager) {
		factory.getMetamodel().entity(UserTwoFactorAuthDataEntity.class);
		this.entityManager = SharedEntityManagerCreator.createSharedEntityManager(factory);
		this.transaction = new TransactionTemplate(transactionManager);
	}

	/**
	 * Asks the database for the table, unless Hibernate made or validated it.
	 * @throws PersistenceException if it is not there, or not as it should be
	 */
	public void requireTable() {
		Object schema = this.entityManager.getEntityManagerFactory().getProperties().get(SCHEMA_ACTION);
		if (schema == null || schema.toString().isEmpty() || schema.toString().equals("none")) {
			findByUserId("");
		}
	}

	@Override
	public @Nullable UserTwoFactorAuthData findByUserId(String userId) {
		UserTwoFactorAuthDataEntity entity = find(userId);
		return (entity != null) ? entity.toData() : null;
	}

	@Override
	public void save(UserTwoFactorAuthData data) {
		try {
			this.transaction.executeWithoutResult((status) -> write(data));
		}
		catch (PersistenceException | DataIntegrityViolationException ex) {
			// someone else inserted the first data of this user meanwhile: now it is an
			// update
			this.transaction.executeWithoutResult((status) -> write(data));
		}
	}

	private void write(UserTwoFactorAuthData data) {
		UserTwoFactorAuthDataEntity entity = find(data.userId());
		if (entity == null) {
			entity = new UserTwoFactorAuthDataEntity(data.userId());
			entity.set(data);
			this.entityManager.persist(entity);
		}
		else {
			entity.set(data);
		}
		this.entityManager.flush();
	}

	@Override
	public void deleteByUserId(String userId) {
		this.transaction.executeWithoutResult((status) -> {
			UserTwoFactorAuthDataEntity entity = find(userId);
			if (entity != null) {
				this.entityManager.remove(entity);
			}
		});
	}

	/**
	 * A table that somebody made with a collation of its own must not mix up two users
	 * either.
	 */
	private @Nullable UserTwoFactorAuthDataEntity find(String userId) {
		UserTwoFactorAuthDataEntity entity = this.entityManager.find(UserTwoFactorAuthDataEntity.class, userId);
		return (entity != null && entity.belongsTo(userId)) ? entity : null;
	}

}
