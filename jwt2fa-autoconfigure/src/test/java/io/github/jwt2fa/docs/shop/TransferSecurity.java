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
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.springframework.security.config.Customizer.withDefaults;

@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class TransferSecurity {

	@Bean
	SecurityFilterChain apiChain(HttpSecurity http) {
		http.authorizeHttpRequests((requests) -> requests.requestMatchers("/api/transfers/**")
			.access(codeOfTheLastFiveMinutes())
			.anyRequest()
			.authenticated());
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.with(jwt2fa(), withDefaults());
		return http.build();
	}

	@Bean
	AuthorizationManager<MethodInvocation> freshCode() {
		return codeOfTheLastFiveMinutes();
	}

	private static <T> AuthorizationManager<T> codeOfTheLastFiveMinutes() {
		return AllRequiredFactorsAuthorizationManager.<T>builder()
			.requireFactor((factor) -> factor.authority(AccessTokenAuthentication.TOTP_AUTHORITY)
				.validDuration(Duration.ofMinutes(5)))
			.build();
	}

}
// end::rules[]
