package io.github.jwt2fa.password;

import java.util.List;

import io.github.jwt2fa.measure.StepObserver;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of the first step of a login.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ImportRuntimeHints(PasswordAutoConfiguration.Hints.class)
final class PasswordAutoConfiguration {

	@Bean
	PasswordCheck jwt2faPasswordCheck(ObjectProvider<AuthenticationManager> managers,
			ObjectProvider<AuthenticationConfiguration> configurations, TwoFactorUserService users,
			ObjectProvider<PasswordEncoder> encoders, ObjectProvider<StepObserver> steps) {
		return new PasswordCheck(SingletonSupplier.of(() -> manager(managers, configurations)), users,
				encoders::getIfUnique, steps.getIfAvailable(() -> StepObserver.NONE));
	}

	/**
	 * The application's own manager. Asked for late: building it may need beans that need
	 * ours.
	 */
	private static AuthenticationManager manager(ObjectProvider<AuthenticationManager> managers,
			ObjectProvider<AuthenticationConfiguration> configurations) {
		AuthenticationManager manager = managers.getIfUnique();
		if (manager == null) {
			manager = global(configurations.getIfAvailable());
		}
		if (manager == null) {
			throw noManager();
		}
		return manager;
	}

	private static @Nullable AuthenticationManager global(@Nullable AuthenticationConfiguration configuration) {
		return (configuration != null) ? configuration.getAuthenticationManager() : null;
	}

	@Bean
	UsersCheck jwt2faUsersCheck(ObjectProvider<PasswordCheck> passwords, ConfigurableApplicationContext context) {
		return new UsersCheck(passwords, context);
	}

	private static Jwt2faConfigurationException noManager() {
		return new Jwt2faConfigurationException(
				"jwt2fa can't have passwords checked: the application has no AuthenticationManager that it could ask.",
				"Spring Security builds one of exactly one UserDetailsService bean or exactly one AuthenticationProvider "
						+ "bean. With several of them, or none, define one AuthenticationManager bean:\n\n    @Bean\n    AuthenticationManager authenticationManager("
						+ "List<AuthenticationProvider> providers) {\n        return new ProviderManager(providers);\n"
						+ "    }");
	}

	/**
	 * What Spring Security's classes don't tell, for a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerType(ProviderManager.class, MemberCategory.ACCESS_DECLARED_FIELDS);
			hints.reflection()
				.registerType(DaoAuthenticationProvider.class,
						(type) -> type.withMethod(UnknownNames.ENCODER_GETTER, List.of(), ExecutableMode.INVOKE));
		}

	}

}
