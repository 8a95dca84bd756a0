package io.github.jwt2fa.sample;

import java.time.Duration;

import io.github.jwt2fa.security.AccessTokenAuthentication;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;

/**
 * What is open to anyone, and that all else takes an access token.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	// data: for the QR code, whose secret no other request should carry
	private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; "
			+ "form-action 'self'; frame-ancestors 'none'; object-src 'none'";

	@Bean
	SecurityFilterChain applicationSecurity(HttpSecurity http, SampleProperties properties) {
		return http
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers("/", "/index.html", "/js/*.js", "/style.css", "/icon.svg", "/favicon.ico")
				.permitAll()
				.requestMatchers("/inbox", "/inbox/**", "/sample/users", "/sample/trust", "/error")
				.permitAll()
				.requestMatchers("/transfers")
				.access(secondFactorWithin(properties.transferMaxAge()))
				.anyRequest()
				.authenticated())
			.with(jwt2fa(), Customizer.withDefaults())
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			// no cookie opens anything here, so no other site can make use of one
			.csrf(CsrfConfigurer::disable)
			.logout(LogoutConfigurer::disable)
			.headers((headers) -> headers
				.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
				.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.NO_REFERRER)))
			.build();
	}

	/**
	 * Any of the factors that a user may have. A client that shows none, or an old one,
	 * is told what to do about it.
	 */
	private static AuthorizationManager<RequestAuthorizationContext> secondFactorWithin(Duration maxAge) {
		return AuthorizationManagers.anyOf(factor(AccessTokenAuthentication.TOTP_AUTHORITY, maxAge),
				factor(FactorGrantedAuthority.WEBAUTHN_AUTHORITY, maxAge),
				factor(FactorGrantedAuthority.OTT_AUTHORITY, maxAge));
	}

	private static AuthorizationManager<RequestAuthorizationContext> factor(String authority, Duration maxAge) {
		return AllRequiredFactorsAuthorizationManager.<RequestAuthorizationContext>builder()
			.requireFactor((factor) -> factor.authority(authority).validDuration(maxAge))
			.build();
	}

	@Bean
	PasswordEncoder passwordEncoder() {
		return PasswordEncoderFactories.createDelegatingPasswordEncoder();
	}

}
