package io.github.jwt2fa.docs.shop;

// tag::factories[]
import java.time.Duration;

import org.aopalliance.intercept.MethodInvocation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationManagerFactories;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class FreshLoginEverywhere {

	@Bean
	AuthorizationManagerFactory<RequestAuthorizationContext> rulesForPaths() {
		return withLoginOfToday();
	}

	@Bean
	AuthorizationManagerFactory<MethodInvocation> rulesForMethods() {
		return withLoginOfToday();
	}

	private static <T> AuthorizationManagerFactory<T> withLoginOfToday() {
		return AuthorizationManagerFactories.<T>multiFactor()
			.requireFactor((factor) -> factor.passwordAuthority().validDuration(Duration.ofHours(8)))
			.build();
	}

}
// end::factories[]
