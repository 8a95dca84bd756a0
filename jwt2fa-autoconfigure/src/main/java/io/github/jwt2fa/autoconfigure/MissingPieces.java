package io.github.jwt2fa.autoconfigure;

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

	static Jwt2faConfigurationException authenticationManager() {
		return new Jwt2faConfigurationException(
				"jwt2fa can't have passwords checked: the application has no AuthenticationManager that it could ask.",
				"Define a UserDetailsService bean, or one AuthenticationProvider bean, or, with several providers, one "
						+ "AuthenticationManager bean:\n\n    @Bean\n    AuthenticationManager authenticationManager("
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
				"Set spring.mail.host (and spring.mail.port, .username and .password) to send codes by e-mail, or define a "
						+ "bean that sends them in another way:\n\n    @Bean\n    CodeSender codeSender(...) {\n"
						+ "        return (user, code) -> ...;\n    }\n\nWithout codes at all, set "
						+ "jwt2fa.fallback-2fa-method=no-2fa and leave code-sender out of jwt2fa.trusted-2fa-methods.");
	}

	static Jwt2faConfigurationException repository(long candidates) {
		if (candidates > 1) {
			return new Jwt2faConfigurationException("There is more than one UserTwoFactorAuthDataRepository bean.",
					"Mark the one that keeps the users' second-factor data with @Primary.");
		}
		return new Jwt2faConfigurationException(
				"jwt2fa has no place for the users' second-factor data: there is no UserTwoFactorAuthDataRepository "
						+ "bean, and not one JPA EntityManagerFactory that could keep it.",
				"Configure a database (spring.datasource.url and its driver); mark one of several EntityManagerFactory "
						+ "beans with @Primary; or define a bean that implements "
						+ "io.github.jwt2fa.user.UserTwoFactorAuthDataRepository, or one "
						+ "PreferredTwoFactorMethodGetter and one TotpSecretGetter bean.");
	}

	static Jwt2faConfigurationException stateStore(Jwt2faProperties.State.Store store) {
		return switch (store) {
			case REDIS -> new Jwt2faConfigurationException(
					"The property jwt2fa.state.store is redis, and there is no RedisConnectionFactory bean, or more than one.",
					"Add the dependency org.springframework.boot:spring-boot-starter-data-redis and set "
							+ "spring.data.redis.host; mark one of several RedisConnectionFactory beans with @Primary; or "
							+ "define a bean that implements io.github.jwt2fa.state.StateStore.");
			default -> new Jwt2faConfigurationException(
					"The property jwt2fa.state.store is jdbc, and there is no DataSource bean, or more than one.",
					"Configure a database (spring.datasource.url and its driver); mark one of several DataSource beans "
							+ "with @Primary; or define a bean that implements io.github.jwt2fa.state.StateStore.");
		};
	}

	static Jwt2faConfigurationException table(String table, String reason) {
		return new Jwt2faConfigurationException(
				"The table " + table + " is not in the database, or not as it should be: " + reason,
				(table.equals("jwt2fa_state") ? "Set jwt2fa.state.jdbc.initialize-schema=always, or create" : "Create")
						+ " it with the script for your database, classpath:io/github/jwt2fa/db/{h2,postgresql,mariadb}/"
						+ "R__" + table + ".sql; with Flyway, set spring.flyway.locations="
						+ "classpath:db/migration,classpath:io/github/jwt2fa/db/{vendor}; for a try, set "
						+ "spring.jpa.hibernate.ddl-auto=update.");
	}

}
