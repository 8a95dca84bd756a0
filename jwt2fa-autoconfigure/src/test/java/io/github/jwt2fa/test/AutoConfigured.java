package io.github.jwt2fa.test;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.util.ClassUtils;

/**
 * Contexts as Boot and jwt2fa configure them, without a server. A setting without a value
 * is one of the usual ones that the application does not set.
 */
public final class AutoConfigured {

	private static final Set<Class<?>> DATABASE = Set.of(DataSourceAutoConfiguration.class,
			DataSourceInitializationAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, TransactionAutoConfiguration.class);

	private static final Set<Class<?>> HIBERNATE = Set.of(HibernateJpaAutoConfiguration.class);

	private static final Set<Class<?>> REDIS = Set.of(DataRedisAutoConfiguration.class);

	private static final Set<Class<?>> WEB = Set.of(DispatcherServletAutoConfiguration.class,
			HttpMessageConvertersAutoConfiguration.class, JacksonAutoConfiguration.class,
			SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
			UserDetailsServiceAutoConfiguration.class, WebMvcAutoConfiguration.class);

	private static final Set<Class<?>> CORE = Set.of(ConfigurationPropertiesAutoConfiguration.class,
			MailSenderAutoConfiguration.class, MessageSourceAutoConfiguration.class,
			PropertyPlaceholderAutoConfiguration.class);

	private static final Set<Class<?>> OURS = ours();

	/** To sort them for each context takes longer than to start it. */
	private static final List<Class<?>> IN_ORDER = List
		.of(Configurations.getClasses(AutoConfigurations.of(Stream.of(OURS, DATABASE, HIBERNATE, REDIS, WEB, CORE)
			.flatMap(Collection::stream)
			.toArray(Class<?>[]::new))));

	private AutoConfigured() {
	}

	private static Set<Class<?>> ours() {
		ClassLoader loader = AutoConfigured.class.getClassLoader();
		return ImportCandidates.load(AutoConfiguration.class, loader)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.github.jwt2fa."))
			.map((name) -> ClassUtils.resolveClassName(name, loader))
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * The auto-configurations of jwt2fa, in their order: sources of an application that
	 * has those of Boot not at all.
	 */
	public static Class<?>[] sources() {
		return Configurations.getClasses(new Sorted(OURS));
	}

	/**
	 * A servlet application with users and a mail server, and without a database.
	 */
	public static WebApplicationContextRunner web(String... settings) {
		return webWithoutUsers(settings).withBean("testUsers", TestUsers.class, TestUsers::aliceAndBob);
	}

	/**
	 * A servlet application that finds its users by itself.
	 */
	public static WebApplicationContextRunner webWithoutUsers(String... settings) {
		return login(new WebApplicationContextRunner(), settings).withConfiguration(new Sorted(WEB));
	}

	/**
	 * An application without a web, and without users.
	 */
	public static ApplicationContextRunner withoutWeb(String... settings) {
		return login(new ApplicationContextRunner(), settings);
	}

	/**
	 * Adds a database.
	 */
	public static <R extends AbstractApplicationContextRunner<R, ?, ?>> R database(R runner) {
		return runner.withConfiguration(new Sorted(DATABASE))
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
					"spring.datasource.type=org.springframework.jdbc.datasource.SimpleDriverDataSource");
	}

	/**
	 * Adds a database and Hibernate.
	 */
	public static <R extends AbstractApplicationContextRunner<R, ?, ?>> R hibernate(R runner) {
		return database(runner).withConfiguration(new Sorted(HIBERNATE))
			.withPropertyValues("spring.jpa.hibernate.ddl-auto=create-drop", "spring.jpa.open-in-view=false");
	}

	/**
	 * Adds a Redis, which is not connected to before it is asked.
	 */
	public static <R extends AbstractApplicationContextRunner<R, ?, ?>> R redis(R runner) {
		return runner.withConfiguration(new Sorted(REDIS));
	}

	private static <R extends AbstractApplicationContextRunner<R, ?, ?>> R login(R runner, String... settings) {
		String[] arguments = arguments(settings);
		return runner.withInitializer((context) -> {
			ConfigurableEnvironment environment = context.getEnvironment();
			environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
			LogLevel level = Binder.get(environment).bind("logging.level.root", LogLevel.class).orElse(LogLevel.WARN);
			LoggingSystem.get(AutoConfigured.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, level);
		}).withConfiguration(new Sorted(CORE)).withConfiguration(new Sorted(OURS));
	}

	private static String[] arguments(String... settings) {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("jwt2fa.secret-key", "=a secret key for the tests, and for them alone");
		all.put("jwt2fa.email-sender-from-address", "=login@example.com");
		all.put("spring.mail.host", "=127.0.0.1");
		for (String setting : settings) {
			int equals = setting.indexOf('=');
			if (equals < 0) {
				all.remove(setting);
			}
			else {
				all.put(setting.substring(0, equals), setting.substring(equals));
			}
		}
		return all.entrySet().stream().map((entry) -> "--" + entry.getKey() + entry.getValue()).toArray(String[]::new);
	}

	/**
	 * Auto-configurations, which come after all that is the application's.
	 */
	private static final class Sorted extends Configurations implements Ordered {

		private Sorted(Collection<Class<?>> classes) {
			super(Sorted::sort, classes, Class::getName);
		}

		private static Collection<Class<?>> sort(Collection<Class<?>> classes) {
			return IN_ORDER.stream().filter(classes::contains).toList();
		}

		@Override
		protected Configurations merge(Set<Class<?>> merged) {
			return new Sorted(merged);
		}

		@Override
		public int getOrder() {
			return Ordered.LOWEST_PRECEDENCE;
		}

	}

}
