package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.response.DrfErrorRenderer;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponses;
import io.github.jwt2fa.response.ProblemErrorRenderer;
import io.github.jwt2fa.token.AuthTokenRefresher;
import io.github.jwt2fa.token.AuthTokenUsers;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.web.EndpointExceptionResolver;
import io.github.jwt2fa.web.EndpointRegistration;
import io.github.jwt2fa.web.LoginEndpoints;
import io.github.jwt2fa.web.PasswordCheck;
import io.github.jwt2fa.web.TokenEndpoints;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Auto-configuration of the endpoints.
 */
@AutoConfiguration(after = { Jwt2faAutoConfiguration.class, WebMvcAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class Jwt2faWebAutoConfiguration {

	@Bean
	ErrorResponses jwt2faErrorResponses(
			@Qualifier(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME) MessageSource applicationMessages,
			@Qualifier("localeResolver") ObjectProvider<LocaleResolver> localeResolver) {
		return new ErrorResponses(new Jwt2faMessageSource(applicationMessages), localeResolver.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	ErrorRenderer jwt2faErrorRenderer(Jwt2faProperties properties) {
		return switch (properties.errorFormat()) {
			case PROBLEM -> new ProblemErrorRenderer();
			case DRF -> new DrfErrorRenderer();
		};
	}

	@Bean
	PasswordCheck jwt2faPasswordCheck(ObjectProvider<AuthenticationManager> managers,
			ObjectProvider<AuthenticationConfiguration> configurations, TwoFactorUserService users) {
		return new PasswordCheck(SingletonSupplier.of(() -> manager(managers, configurations)), users);
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
			throw MissingPieces.authenticationManager();
		}
		return manager;
	}

	private static @Nullable AuthenticationManager global(@Nullable AuthenticationConfiguration configuration) {
		return (configuration != null) ? configuration.getAuthenticationManager() : null;
	}

	@Bean
	EndpointExceptionResolver jwt2faEndpointExceptionResolver(Jwt2faSettings settings, ErrorResponses errors,
			ErrorRenderer renderer) {
		return new EndpointExceptionResolver(settings.paths(), errors, renderer);
	}

	@Bean
	@Lazy(false) // nobody asks for it
	EndpointRegistration jwt2faEndpointRegistration(
			@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping, Jwt2faSettings settings,
			Jwt2faProperties properties, TwoFactorLoginService login, PasswordCheck passwords,
			AuthTokenRefresher refresher, AuthTokenUsers tokens) {
		EndpointRegistration registration = new EndpointRegistration(mapping, settings.paths());
		registration.register(new LoginEndpoints(login, passwords, properties.authResultEnrollmentTokenKey()),
				new TokenEndpoints(refresher, tokens));
		return registration;
	}

	@Bean
	Jwt2faStartupChecks jwt2faStartupChecks(ObjectProvider<PasswordCheck> passwords,
			ConfigurableApplicationContext context) {
		return new Jwt2faStartupChecks(passwords, context);
	}

}
