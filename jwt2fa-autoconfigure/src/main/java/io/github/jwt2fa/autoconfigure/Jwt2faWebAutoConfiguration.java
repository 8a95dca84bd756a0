package io.github.jwt2fa.autoconfigure;

import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.zxing.qrcode.QRCodeWriter;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.login.RecentLogin;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.method.TwoFactorMethodService;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.method.totp.QrCodeRenderer;
import io.github.jwt2fa.method.totp.SvgQrCodeRenderer;
import io.github.jwt2fa.method.totp.TotpEnrollmentService;
import io.github.jwt2fa.password.PasswordCheck;
import io.github.jwt2fa.response.DrfErrorRenderer;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponses;
import io.github.jwt2fa.response.LanguageListFilter;
import io.github.jwt2fa.response.LanguageNegotiation;
import io.github.jwt2fa.response.Languages;
import io.github.jwt2fa.response.ProblemErrorRenderer;
import io.github.jwt2fa.security.BearerAuthenticator;
import io.github.jwt2fa.security.Factors;
import io.github.jwt2fa.token.AuthTokenAuthoritiesGetter;
import io.github.jwt2fa.token.AuthTokenKeySource;
import io.github.jwt2fa.token.AuthTokenRefresher;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokenUsers;
import io.github.jwt2fa.token.Logout;
import io.github.jwt2fa.user.CredentialsEraser;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.web.Endpoint;
import io.github.jwt2fa.web.EndpointErrorFilter;
import io.github.jwt2fa.web.EndpointExceptionResolver;
import io.github.jwt2fa.web.EndpointHandlerMapping;
import io.github.jwt2fa.web.EndpointPaths;
import io.github.jwt2fa.web.EndpointRegistration;
import io.github.jwt2fa.web.EnrollmentEndpoints;
import io.github.jwt2fa.web.ForwardedHeaderWarning;
import io.github.jwt2fa.web.LoginEndpoints;
import io.github.jwt2fa.web.LoginResponseRenderer;
import io.github.jwt2fa.web.TokenEndpoints;
import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.servlet.filter.OrderedFilter;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Auto-configuration of the endpoints.
 */
@AutoConfiguration(after = { Jwt2faAutoConfiguration.class, WebMvcAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class Jwt2faWebAutoConfiguration {

	/**
	 * The resolver is asked for late: the filter below is made while the server starts,
	 * and the resolver's configuration needs all that configures MVC.
	 */
	@Bean
	LanguageNegotiation jwt2faLanguageNegotiation(Languages languages,
			@Qualifier(DispatcherServlet.LOCALE_RESOLVER_BEAN_NAME) ObjectProvider<LocaleResolver> localeResolver) {
		return new LanguageNegotiation(languages, SingletonSupplier.ofNullable(localeResolver::getIfAvailable));
	}

	/**
	 * Before Spring's RequestContextFilter, which asks for the client's locale.
	 */
	@Bean
	FilterRegistrationBean<LanguageListFilter> jwt2faLanguageListFilter(LanguageNegotiation languages) {
		FilterRegistrationBean<LanguageListFilter> registration = new FilterRegistrationBean<>(
				new LanguageListFilter(languages));
		registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
		registration.setOrder(OrderedFilter.REQUEST_WRAPPER_FILTER_MAX_ORDER - 106);
		return registration;
	}

	@Bean
	ErrorResponses jwt2faErrorResponses(
			@Qualifier(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME) MessageSource applicationMessages,
			Languages languages, LanguageNegotiation negotiation) {
		return new ErrorResponses(new Jwt2faMessageSource(applicationMessages, languages), negotiation);
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
			ObjectProvider<AuthenticationConfiguration> configurations, TwoFactorUserService users,
			ObjectProvider<PasswordEncoder> encoders) {
		return new PasswordCheck(SingletonSupplier.of(() -> manager(managers, configurations)), users,
				encoders::getIfUnique);
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
	@ConditionalOnMissingBean
	LoginResponseRenderer jwt2faLoginResponseRenderer(Jwt2faProperties properties) {
		Map<AuthTokenType, String> members = Map.of(AuthTokenType.ACCESS, properties.authResultAccessTokenKey(),
				AuthTokenType.REFRESH, properties.authResultRefreshTokenKey(), AuthTokenType.SLIDING,
				properties.authResultOtherTokenKey());
		return (result) -> {
			Map<String, Object> body = new LinkedHashMap<>();
			result.tokens().forEach((type, text) -> {
				String member = members.get(type);
				if (member != null) {
					body.put(member, text);
				}
			});
			return body;
		};
	}

	@Bean
	BearerAuthenticator jwt2faBearerAuthenticator(AuthTokenUsers tokens, Jwt2faProperties properties,
			AuthTokenAuthoritiesGetter authorities, CredentialsEraser eraser) {
		boolean alone = properties.token().userLookup() == Jwt2faProperties.UserLookup.NONE;
		return new BearerAuthenticator(tokens, properties.token().resourceType(), alone ? authorities : null, eraser);
	}

	@Bean
	Factors jwt2faFactors(TwoFactorMethods methods) {
		return new Factors(methods.handlers());
	}

	@Bean
	RecentLogin jwt2faRecentLogin(Jwt2faProperties properties, TwoFactorEventPublisher events,
			@Qualifier("jwt2faClock") Clock clock) {
		return new RecentLogin(properties.sensitiveChangeMaxAge(), events, clock);
	}

	/**
	 * Where nothing could keep a secret or a choice, the endpoints for them are not
	 * there.
	 */
	@Bean
	EndpointPaths jwt2faEndpointPaths(Jwt2faSettings settings, ObjectProvider<TotpEnrollmentService> enrollment) {
		boolean enrolls = enrollment.getIfAvailable() != null;
		return enrolls ? settings.paths() : settings.paths()
			.without(EnumSet.of(Endpoint.TOTP_SETUP, Endpoint.TOTP_CONFIRM, Endpoint.TWO_FACTOR_METHOD));
	}

	@Bean
	EndpointExceptionResolver jwt2faEndpointExceptionResolver(EndpointPaths paths, ErrorResponses errors,
			ErrorRenderer renderer) {
		return new EndpointExceptionResolver(paths, errors, renderer);
	}

	@Bean
	EndpointErrorFilter jwt2faEndpointErrorFilter(EndpointPaths paths, ObjectProvider<DispatcherServletPath> servlets,
			ErrorResponses errors, ErrorRenderer renderer) {
		DispatcherServletPath servlet = servlets.getIfUnique();
		return new EndpointErrorFilter(paths, (servlet != null) ? servlet.getPrefix() : "", errors, renderer);
	}

	/**
	 * Made when it is first needed, as the filter chains are: the server starts before
	 * the beans that the filter needs. Before the filter chains.
	 */
	@Bean
	DelegatingFilterProxyRegistrationBean jwt2faEndpointErrorFilterRegistration() {
		DelegatingFilterProxyRegistrationBean registration = new DelegatingFilterProxyRegistrationBean(
				"jwt2faEndpointErrorFilter");
		registration.setDispatcherTypes(DispatcherType.ERROR);
		registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
		return registration;
	}

	@Bean
	@ConditionalOnBean(TotpEnrollmentService.class)
	EnrollmentEndpoints jwt2faEnrollmentEndpoints(BearerAuthenticator authenticator, RecentLogin recentLogin,
			TotpEnrollmentService enrollment, TwoFactorMethodService methods, Logout logout,
			ObjectProvider<QrCodeRenderer> qrCode) {
		return new EnrollmentEndpoints(authenticator, recentLogin, enrollment, methods, logout,
				qrCode.getIfAvailable());
	}

	/**
	 * Where ZXing is on the class path.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(QRCodeWriter.class)
	static class QrCodeConfiguration {

		@Bean
		@ConditionalOnMissingBean
		QrCodeRenderer jwt2faQrCodeRenderer() {
			return new SvgQrCodeRenderer();
		}

	}

	@Bean
	TokenEndpoints jwt2faTokenEndpoints(AuthTokenRefresher refresher, AuthTokenUsers tokens, Logout logout,
			BearerAuthenticator authenticator, RecentLogin recentLogin, AuthTokenKeySource keys) {
		return new TokenEndpoints(refresher, tokens, logout, authenticator, recentLogin, keys);
	}

	@Bean
	EndpointHandlerMapping jwt2faEndpointHandlerMapping(
			@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping, EndpointPaths paths) {
		return new EndpointHandlerMapping(mapping, paths);
	}

	/**
	 * When all other handlers are there, to see whether they leave ours their paths.
	 */
	@Bean
	@Lazy(false) // nobody asks for it
	SmartInitializingSingleton jwt2faEndpointRegistration(
			@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping, EndpointPaths paths,
			Jwt2faProperties properties, TwoFactorLoginService login, PasswordCheck passwords,
			LoginResponseRenderer renderer, LanguageNegotiation languages, TokenEndpoints tokens,
			ObjectProvider<EnrollmentEndpoints> enrollment, ApplicationContext context) {
		LoginEndpoints logins = new LoginEndpoints(login, passwords, languages, renderer,
				properties.authResultEnrollmentTokenKey(),
				forwardedHeaderWarning(context.getEnvironment(), getClass().getClassLoader()));
		return () -> {
			new PathCollisions(paths, context).refuse();
			EndpointRegistration registration = new EndpointRegistration(mapping, paths);
			registration.register(logins, tokens);
			enrollment.ifAvailable(registration::register);
		};
	}

	/**
	 * As Boot decides it: under a cloud platform the server believes its proxies unless
	 * told otherwise. Tomcat believes those alone that are internal; Jetty believes all.
	 */
	private static ForwardedHeaderWarning forwardedHeaderWarning(Environment environment, ClassLoader loader) {
		String strategy = environment.getProperty("server.forward-headers-strategy");
		boolean none = (strategy != null) ? strategy.equalsIgnoreCase("none")
				: CloudPlatform.getActive(environment) == null;
		if (none) {
			return new ForwardedHeaderWarning(true, "set server.forward-headers-strategy=native");
		}
		boolean onlyInternal = (strategy == null || strategy.equalsIgnoreCase("native"))
				&& ClassUtils.isPresent("org.apache.catalina.valves.RemoteIpValve", loader);
		return new ForwardedHeaderWarning(onlyInternal,
				"let server.tomcat.remoteip.internal-proxies match that address");
	}

	@Bean
	@Lazy(false) // nobody asks for it
	SecurityWarnings jwt2faSecurityWarnings(ApplicationContext context) {
		return new SecurityWarnings(context);
	}

	@Bean
	UsersCheck jwt2faUsersCheck(ObjectProvider<PasswordCheck> passwords, ConfigurableApplicationContext context) {
		return new UsersCheck(passwords, context);
	}

	@Bean
	Jwt2faStartupChecks jwt2faStartupChecks(ConfigurableApplicationContext context) {
		return new Jwt2faStartupChecks(context);
	}

}
