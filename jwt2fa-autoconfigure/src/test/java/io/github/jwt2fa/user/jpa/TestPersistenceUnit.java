package io.github.jwt2fa.user.jpa;

import javax.sql.DataSource;

import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.jpa.HibernatePersistenceProvider;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/**
 * A persistence unit with an entity of ours and nothing else, over a fresh table.
 */
public final class TestPersistenceUnit implements AutoCloseable {

	private final LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();

	private final JpaTransactionManager transactions;

	public TestPersistenceUnit(DataSource dataSource, String vendor, Schema schema) {
		String table = "jwt2fa_user_two_factor_auth_data";
		new JdbcTemplate(dataSource).execute("drop table if exists " + table);
		if (schema != Schema.OF_HIBERNATE) {
			ResourceDatabasePopulator script = new ResourceDatabasePopulator(
					new ClassPathResource("io/github/jwt2fa/db/" + vendor + "/R__" + table + ".sql"));
			script.execute(dataSource);
			// repeatable
			script.execute(dataSource);
		}
		this.factory.setDataSource(dataSource);
		this.factory.setPersistenceUnitName("test");
		this.factory.setPersistenceProviderClass(HibernatePersistenceProvider.class);
		this.factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		this.factory.setPersistenceUnitPostProcessors(
				new AddedEntity(JpaUserTwoFactorAuthDataRepository.ENTITY, null, () -> true));
		this.factory.setPackagesToScan("io.github.jwt2fa.no.entities.here");
		this.factory.getJpaPropertyMap().put("hibernate.hbm2ddl.auto", switch (schema) {
			case OF_THE_SCRIPT -> "validate";
			case OF_HIBERNATE -> "update";
		});
		this.factory.afterPropertiesSet();
		this.transactions = new JpaTransactionManager(factory());
	}

	public EntityManagerFactory factory() {
		return this.factory.getObject();
	}

	public JpaTransactionManager transactions() {
		return this.transactions;
	}

	public UserTwoFactorAuthDataRepository users() {
		return new JpaUserTwoFactorAuthDataRepository(factory(), this.transactions);
	}

	@Override
	public void close() {
		this.factory.destroy();
	}

	/**
	 * Where the table comes from.
	 */
	public enum Schema {

		/** From our script, and Hibernate finds it good. */
		OF_THE_SCRIPT,

		/** From Hibernate. */
		OF_HIBERNATE

	}

}
