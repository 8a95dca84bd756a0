package io.github.jwt2fa.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * What the application has to bring, in the words of an error message.
 */
final class MissingPieces {

	private MissingPieces() {
	}

	static Jwt2faConfigurationException userService(long candidates) {
		return new Jwt2faConfigurationException(
				"jwt2fa does not know the application's users: there is "
						+ ((candidates == 0) ? "no UserDetailsService bean" : "more than one UserDetailsService bean")
						+ ", and no TwoFactorUserService bean.",
				"Define one bean that finds your users:\n\n    @Bean\n    UserDetailsService userDetailsService(...) {\n"
						+ "        return (username) -> ...;\n    }\n\nor, where passwords are checked by something else "
						+ "(LDAP, a provider of your own) or users are no UserDetails, a bean that implements "
						+ "io.github.jwt2fa.user.TwoFactorUserService."
						+ ((candidates == 0) ? "" : " Mark one of several with @Primary."));
	}

	static Jwt2faConfigurationException generatedUser() {
		return new Jwt2faConfigurationException(
				"The only user of the application is the one that Spring Boot generates for development, whose "
						+ "password changes at each start.",
				"Define a bean that finds your users:\n\n    @Bean\n    UserDetailsService userDetailsService(...) {\n"
						+ "        return (username) -> ...;\n    }\n\nor, for a try, set spring.security.user.name to an "
						+ "e-mail address and spring.security.user.password to a password.");
	}

	/**
	 * Boot generates its user beside them, since a builder is no bean.
	 */
	static Jwt2faConfigurationException usersOfABuilder() {
		return new Jwt2faConfigurationException(
				"Passwords are checked by what an AuthenticationManagerBuilder was given, and no bean finds those users: "
						+ "the only UserDetailsService bean is that of the user that Spring Boot generates.",
				"Define the users as a bean in place of auth.userDetailsService(...), auth.inMemoryAuthentication() or "
						+ "auth.jdbcAuthentication():\n\n    @Bean\n    UserDetailsService userDetailsService(...) {\n"
						+ "        return (username) -> ...;\n    }\n\nor, where passwords are checked by something else "
						+ "(LDAP, a provider of your own), a bean that implements "
						+ "io.github.jwt2fa.user.TwoFactorUserService.");
	}

	/**
	 * Spring's configuration hands out a stand-in for the bean where it can build none.
	 */
	static Jwt2faConfigurationException endlessAuthenticationManager() {
		return new Jwt2faConfigurationException(
				"The AuthenticationManager of the application asks itself: each login would end in a "
						+ "StackOverflowError.",
				"What AuthenticationConfiguration.getAuthenticationManager() returns leads back to the "
						+ "AuthenticationManager bean where there is neither one UserDetailsService bean nor one "
						+ "AuthenticationProvider bean. Define one of these, or make the bean of what checks the "
						+ "passwords:\n\n    @Bean\n    AuthenticationManager authenticationManager("
						+ "List<AuthenticationProvider> providers) {\n        return new ProviderManager(providers);\n"
						+ "    }");
	}

	static Jwt2faConfigurationException authenticationManager() {
		return new Jwt2faConfigurationException(
				"jwt2fa can't have passwords checked: the application has no AuthenticationManager that it could ask.",
				"Spring Security builds one of exactly one UserDetailsService bean or exactly one AuthenticationProvider "
						+ "bean. With several of them, or none, define one AuthenticationManager bean:\n\n    @Bean\n    AuthenticationManager authenticationManager("
						+ "List<AuthenticationProvider> providers) {\n        return new ProviderManager(providers);\n"
						+ "    }");
	}

	static Jwt2faConfigurationException codeSender(long candidates) {
		if (candidates > 1) {
			return new Jwt2faConfigurationException("There is more than one CodeSender bean.",
					"Mark the one that sends codes with @Primary.");
		}
		return new Jwt2faConfigurationException(
				"jwt2fa has no way to send a code: there is neither a JavaMailSender nor a CodeSender bean.",
				"Set spring.mail.host (and spring.mail.port, .username and .password) to send codes by e-mail."
						+ frozen()
						+ " Or define a bean that sends them in another way:\n\n    @Bean\n    CodeSender codeSender(...) {\n"
						+ "        return (user, code) -> ...;\n    }\n\nWithout codes at all, set "
						+ "jwt2fa.fallback-2fa-method=no-2fa and leave code-sender out of jwt2fa.trusted-2fa-methods.");
	}

	static Jwt2faConfigurationException mailSender() {
		return new Jwt2faConfigurationException("There is more than one JavaMailSender bean.",
				"Mark the one that sends codes and notices with @Primary. Where a CodeSender bean of yours sends the "
						+ "codes, jwt2fa.notify-factor-changes=false does as well: then jwt2fa sends no mail.");
	}

	static Jwt2faConfigurationException repository(long candidates) {
		if (candidates > 1) {
			return new Jwt2faConfigurationException("There is more than one UserTwoFactorAuthDataRepository bean.",
					"Mark the one that keeps the users' second-factor data with @Primary.");
		}
		return new Jwt2faConfigurationException(
				"jwt2fa has no place for the users' second-factor data: there is no UserTwoFactorAuthDataRepository "
						+ "bean, and neither one JPA EntityManagerFactory nor one DataSource that could keep it.",
				"Configure a database (spring.datasource.url and its driver); mark one of several EntityManagerFactory "
						+ "or DataSource beans with @Primary; or define a bean that implements "
						+ "io.github.jwt2fa.user.UserTwoFactorAuthDataRepository, or one "
						+ "PreferredTwoFactorMethodGetter and one TotpSecretGetter bean.");
	}

	static Jwt2faConfigurationException stateStore(Jwt2faProperties.State.Store store, ListableBeanFactory beans) {
		boolean redis = store == Jwt2faProperties.State.Store.REDIS;
		String type = redis ? "RedisConnectionFactory" : "DataSource";
		int candidates = candidates(beans,
				redis ? "org.springframework.data.redis.connection.RedisConnectionFactory" : "javax.sql.DataSource");
		String found = switch (candidates) {
			case 0 -> "there is no " + type + " bean";
			case 1 -> "the auto-configuration that would use the " + type
					+ " bean was left out: excluded, or its library is not there";
			default -> "there is more than one " + type + " bean, and none is the primary one";
		};
		String property = "jwt2fa.state.store=" + (redis ? "redis" : "jdbc");
		if (AotDetector.useGeneratedArtifacts()) {
			// which beans there are was decided then, whatever there is now
			return new Jwt2faConfigurationException(
					"The property is " + property + ", and the application was processed ahead of time (AOT) without a "
							+ "store of that kind.",
					"Set " + property + ", and whatever makes the " + type + " bean, for the build too (process-aot): "
							+ "properties that decide over beans count as they were then.");
		}
		String mend = switch (candidates) {
			case 0 -> redis
					? "Add the dependency org.springframework.boot:spring-boot-starter-data-redis and set spring.data.redis.host"
					: "Configure a database (spring.datasource.url and its driver)";
			case 1 -> redis
					? "Add the dependency org.springframework.boot:spring-boot-starter-data-redis, and exclude no "
							+ "auto-configuration of jwt2fa"
					: "Add the dependency org.springframework.boot:spring-boot-starter-jdbc, and exclude no "
							+ "auto-configuration of jwt2fa";
			default -> "Mark one of the " + type + " beans with @Primary, or the one for jwt2fa with @"
					+ (redis ? "Jwt2faRedisConnectionFactory" : "Jwt2faDataSource");
		};
		return new Jwt2faConfigurationException("The property is " + property + ", and " + found + ".",
				mend + "; or define a bean that implements io.github.jwt2fa.state.StateStore.");
	}

	private static int candidates(ListableBeanFactory beans, String type) {
		ClassLoader loader = MissingPieces.class.getClassLoader();
		return ClassUtils.isPresent(type, loader)
				? beans.getBeanNamesForType(ClassUtils.resolveClassName(type, loader), true, false).length : 0;
	}

	private static String frozen() {
		return AotDetector.useGeneratedArtifacts()
				? " The application was processed ahead of time (AOT): properties that "
						+ "decide over beans, such as this one, count as they were at the build, so set it there too."
				: "";
	}

	static Jwt2faConfigurationException script(String database) {
		return new Jwt2faConfigurationException(
				"The property jwt2fa.jdbc.initialize-schema is always, and jwt2fa has no script for " + database + ".",
				"Make the tables yourself, of the shape of classpath:io/github/jwt2fa/db/postgresql/*.sql and with ids "
						+ "that are compared byte by byte, and set jwt2fa.jdbc.initialize-schema=never.");
	}

	static Jwt2faConfigurationException tables(Map<OwnTable, String> missing) {
		String description = missing.entrySet()
			.stream()
			.map((entry) -> "The table " + entry.getKey().nameInDatabase().get()
					+ " is not in the database, or not as it should be: " + entry.getValue())
			.collect(Collectors.joining("\n\n"));
		List<OwnTable> tables = List.copyOf(missing.keySet());
		String scripts = tables.stream().map(OwnTable::script).collect(Collectors.joining(", "));
		String action = "Set jwt2fa.jdbc.initialize-schema=always, or run the scripts for your database, "
				+ "classpath:io/github/jwt2fa/db/{h2,postgresql,mariadb}/, yourself: " + scripts
				+ "; with Flyway, set spring.flyway.locations=classpath:db/migration,"
				+ "classpath:io/github/jwt2fa/db/{vendor}. Where the tables are in another schema than that of the "
				+ "connections, set jwt2fa.jdbc.schema. Where something makes them after the start, set "
				+ "jwt2fa.check-tables=false.";
		return new Jwt2faConfigurationException(description, action + ofNamingStrategy(tables) + ofHibernate(tables));
	}

	private static String ofNamingStrategy(List<OwnTable> tables) {
		return tables.stream()
			.filter((table) -> !table.nameInDatabase().get().endsWith(table.name())
					|| table.nameInDatabase().get().matches("(?s).*[A-Za-z0-9_]" + table.name()))
			.map((table) -> " The naming strategy of Hibernate calls " + table.name() + " "
					+ table.nameInDatabase().get() + ": run a copy of its script with that name.")
			.collect(Collectors.joining());
	}

	private static String ofHibernate(List<OwnTable> tables) {
		List<String> made = tables.stream()
			.filter(OwnTable::ofHibernate)
			.map((table) -> table.nameInDatabase().get())
			.toList();
		return made.isEmpty() ? ""
				: " For a try, spring.jpa.hibernate.ddl-auto=update makes " + String.join(" and ", made) + ".";
	}

}
