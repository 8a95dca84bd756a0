package io.github.jwt2fa.jdbc;

import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.EntityManagerFactoryInfo;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.util.ClassUtils;

/**
 * The database that our tables are in, and its transactions, which are known once the
 * beans are there.
 */
public final class OwnDatabase {

	static final String JPA_TRANSACTIONS = "org.springframework.orm.jpa.JpaTransactionManager";

	static final String JPA_UNIT = "jakarta.persistence.EntityManagerFactory";

	static final String HIBERNATE_UNIT = "org.hibernate.engine.spi.SessionFactoryImplementor";

	private static final boolean JPA = ClassUtils.isPresent(JPA_TRANSACTIONS, OwnDatabase.class.getClassLoader())
			&& ClassUtils.isPresent(JPA_UNIT, OwnDatabase.class.getClassLoader());

	private static final boolean HIBERNATE = ClassUtils.isPresent(HIBERNATE_UNIT, OwnDatabase.class.getClassLoader());

	private final DataSource dataSource;

	private final BeanFactory beans;

	private volatile @Nullable PlatformTransactionManager transactionManager;

	OwnDatabase(DataSource dataSource, BeanFactory beans) {
		this.dataSource = dataSource;
		this.beans = beans;
	}

	/**
	 * Where the tables are.
	 * @return the data source of the application
	 */
	public DataSource dataSource() {
		return this.dataSource;
	}

	/**
	 * The application's own, so that a caller's transactions are joined.
	 * @return the transactions of the data source
	 */
	public PlatformTransactionManager transactionManager() {
		PlatformTransactionManager known = this.transactionManager;
		if (known == null) {
			known = find();
			this.transactionManager = known;
		}
		return known;
	}

	/**
	 * Whether Hibernate has such a database for each tenant, so that nothing is found
	 * outside of a request.
	 * @return whether there are tenants
	 */
	public boolean isTenanted() {
		return JPA && HIBERNATE && OfJpa.isTenanted(transactionManager());
	}

	private PlatformTransactionManager find() {
		DataSource target = JdbcTable.targetOf(this.dataSource);
		ObjectProvider<PlatformTransactionManager> provider = this.beans
			.getBeanProvider(PlatformTransactionManager.class);
		PlatformTransactionManager candidate = provider.getIfUnique();
		if (candidate != null && (candidate instanceof JtaTransactionManager || isOf(target, candidate))) {
			return candidate;
		}
		List<PlatformTransactionManager> all = provider.stream().filter((other) -> isOf(target, other)).toList();
		if (!all.isEmpty()) {
			return all.get(0);
		}
		PlatformTransactionManager ofUnit = JPA ? OfJpa.ofUnit(target, this.beans) : null;
		return (ofUnit != null) ? ofUnit : new JdbcTransactionManager(target);
	}

	private static boolean isOf(DataSource dataSource, PlatformTransactionManager manager) {
		return (manager instanceof ResourceTransactionManager resources
				&& dataSource.equals(resources.getResourceFactory())) || (JPA && OfJpa.isOf(dataSource, manager));
	}

	/**
	 * Apart, since an application may do without JPA.
	 */
	private static final class OfJpa {

		private OfJpa() {
		}

		static boolean isOf(DataSource dataSource, PlatformTransactionManager manager) {
			return manager instanceof JpaTransactionManager jpa && dataSource.equals(jpa.getDataSource());
		}

		/**
		 * Where the application's transactions are of a kind that we don't know.
		 */
		static @Nullable PlatformTransactionManager ofUnit(DataSource dataSource, BeanFactory beans) {
			return beans.getBeanProvider(EntityManagerFactory.class)
				.stream()
				.filter((factory) -> factory instanceof EntityManagerFactoryInfo info && info.getDataSource() != null
						&& dataSource.equals(JdbcTable.targetOf(Objects.requireNonNull(info.getDataSource()))))
				.findFirst()
				.map(JpaTransactionManager::new)
				.orElse(null);
		}

		static boolean isTenanted(PlatformTransactionManager manager) {
			EntityManagerFactory factory = (manager instanceof JpaTransactionManager jpa)
					? jpa.getEntityManagerFactory() : null;
			return factory != null && factory instanceof EntityManagerFactoryInfo info
					&& info.getNativeEntityManagerFactory() instanceof SessionFactoryImplementor sessions
					&& sessions.getSessionFactoryOptions().isMultiTenancyEnabled();
		}

	}

}
