package io.github.jwt2fa.docs.shop;

// tag::rules[]
import java.time.Duration;

import io.github.jwt2fa.security.AccessTokenAuthentication;
import org.aopalliance.intercept.MethodInvocation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class StepUpConfiguration {

	@Bean
	AuthorizationManager<MethodInvocation> recentLogin() {
		return AllRequiredFactorsAuthorizationManager.<MethodInvocation>builder()
			.requireFactor((factor) -> factor.passwordAuthority().validDuration(Duration.ofMinutes(10)))
			.build();
	}

	@Bean
	AuthorizationManager<MethodInvocation> authenticatorApp() {
		return AllRequiredFactorsAuthorizationManager.<MethodInvocation>builder()
			.requireFactor((factor) -> factor.authority(AccessTokenAuthentication.TOTP_AUTHORITY))
			.build();
	}

}
// end::rules[]
