package io.github.jwt2fa.security;

import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.token.AuthTokenAuthoritiesGetter;
import io.github.jwt2fa.token.AuthTokenCheckSettings;
import io.github.jwt2fa.token.AuthTokenAuthenticator;
import io.github.jwt2fa.user.CredentialsEraser;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of the adapter to Spring Security, and of the application's default
 * chain. After whatever else may make a chain of its own for the application's resources,
 * and before Boot's form login and the actuator's.
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.security.oauth2.client.autoconfigure.servlet.OAuth2ClientWebSecurityAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
		"org.springframework.boot.security.saml2.autoconfigure.Saml2RelyingPartyAutoConfiguration" },
		beforeName = {
				"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import(DefaultChainConfiguration.class)
final class SecurityAutoConfiguration {

	@Bean
	BearerAuthenticator jwt2faBearerAuthenticator(AuthTokenAuthenticator tokens, AuthTokenCheckSettings settings,
			AuthTokenAuthoritiesGetter authorities, CredentialsEraser eraser) {
		return new BearerAuthenticator(tokens, settings.resourceType(), settings.userLookup() ? null : authorities,
				eraser);
	}

	@Bean
	Factors jwt2faFactors(TwoFactorMethods methods) {
		return new Factors(methods.handlers());
	}

	@Bean
	@Lazy(false) // nobody asks for it
	SecurityWarnings jwt2faSecurityWarnings(ApplicationContext context) {
		return new SecurityWarnings(context);
	}

}
