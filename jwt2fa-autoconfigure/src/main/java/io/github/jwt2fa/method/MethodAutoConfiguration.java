package io.github.jwt2fa.method;

import java.time.Clock;

import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.policy.Policies;
import io.github.jwt2fa.policy.TwoFactorPolicy;
import io.github.jwt2fa.state.OwnState;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the registry of the second factors.
 */
@AutoConfiguration(afterName = { "io.github.jwt2fa.user.jpa.JpaUserAutoConfiguration",
		"io.github.jwt2fa.user.jdbc.JdbcUserAutoConfiguration" })
final class MethodAutoConfiguration {

	@Bean
	TwoFactorMethods jwt2faTwoFactorMethods(TwoFactorMethodSettings settings,
			PreferredTwoFactorMethodGetter preferredMethods, Policies policies,
			ObjectProvider<TwoFactorMethodHandler> handlers) {
		return new TwoFactorMethods(settings, preferredMethods, policies, handlers.orderedStream().toList());
	}

	@Bean
	Policies jwt2faPolicies(TwoFactorPolicy policy, TwoFactorMethodSettings settings,
			@Qualifier("jwt2faClock") Clock clock) {
		return new Policies(policy, settings.trusted(), clock);
	}

	@Bean
	@ConditionalOnBean(UserTwoFactorAuthDataRepository.class)
	TwoFactorMethodService jwt2faTwoFactorMethodService(TwoFactorMethods methods,
			UserTwoFactorAuthDataRepository repository, FactorChanges changes, TwoFactorEventPublisher events) {
		return new TwoFactorMethodService(methods, repository, changes, events);
	}

	@Bean
	@ConditionalOnBean(UserTwoFactorAuthDataRepository.class)
	FactorService jwt2faFactorService(TwoFactorMethods methods, UserTwoFactorAuthDataRepository repository,
			EnrollmentClaims enrollments, FactorChanges changes, TrustedDevices devices,
			TwoFactorEventPublisher events) {
		return new FactorService(methods, repository, enrollments, changes, devices, events);
	}

	@Bean
	FactorChanges jwt2faFactorChanges(OwnState state, @Qualifier("jwt2faClock") Clock clock) {
		return new FactorChanges(state.store(), clock);
	}

	@Bean
	EnrollmentClaims jwt2faEnrollmentClaims(Policies policies, EnrollmentSettings settings, OwnState state,
			@Qualifier("jwt2faClock") Clock clock) {
		return new EnrollmentClaims(policies, settings, state.store(), clock);
	}

}
