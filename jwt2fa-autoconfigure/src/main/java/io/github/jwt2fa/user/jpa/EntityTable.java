package io.github.jwt2fa.user.jpa;

import java.util.List;
import java.util.function.UnaryOperator;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import org.hibernate.engine.spi.SessionFactoryImplementor;

import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The table of an entity of ours, read and written by statements alone, so that nothing
 * of it lingers in a persistence context of the application. Joins a transaction of the
 * caller.
 */
final class EntityTable {

	private final EntityManagerFactory factory;

	private final Class<?> type;

	private final String entity;

	private final EntityManager entityManager;

	private final TransactionTemplate transaction;

	/**
	 * A table.
	 * @param factory the persistence unit
	 * @param transactionManager the transactions of that unit
	 * @param entity the class of the entity
	 * @throws IllegalArgumentException if the unit does not know the entity
	 */
	EntityTable(EntityManagerFactory factory, PlatformTransactionManager transactionManager, Class<?> entity) {
		this.entity = factory.getMetamodel().entity(entity).getName();
		this.type = entity;
		this.factory = factory;
		this.entityManager = SharedEntityManagerCreator.createSharedEntityManager(factory);
		this.transaction = new TransactionTemplate(transactionManager);
	}

	/**
	 * Asks the database for the table.
	 * @throws PersistenceException if it is not there, or not as it should be
	 */
	void require() {
		this.entityManager.createQuery("select e from " + this.entity + " e where 1 = 0", Object.class).getResultList();
	}

	/**
	 * The name of the table, as Hibernate asks for it.
	 */
	String name() {
		return this.factory.unwrap(SessionFactoryImplementor.class)
			.getMappingMetamodel()
			.getEntityDescriptor(this.type)
			.getMappedTableDetails()
			.getTableName();
	}

	/**
	 * Whether each tenant has such a table.
	 */
	boolean isTenanted() {
		return this.factory.unwrap(SessionFactoryImplementor.class).getSessionFactoryOptions().isMultiTenancyEnabled();
	}

	/**
	 * Reads rows.
	 * @param <T> the type of a row
	 * @param statement the statement
	 * @param type the type of a row
	 * @param parameters sets the parameters
	 * @return the rows
	 */
	@SuppressWarnings("unchecked")
	<T> List<T> select(String statement, Class<T> type, UnaryOperator<Query> parameters) {
		return parameters.apply(this.entityManager.createQuery(statement, type)).getResultList();
	}

	/**
	 * Writes rows.
	 * @param statement the statement
	 * @param parameters sets the parameters
	 * @return how many rows were written
	 */
	int execute(String statement, UnaryOperator<Query> parameters) {
		Integer count = this.transaction.execute((status) -> update(statement, parameters));
		return (count != null) ? count : 0;
	}

	private int update(String statement, UnaryOperator<Query> parameters) {
		return parameters.apply(this.entityManager.createQuery(statement)).executeUpdate();
	}

}
