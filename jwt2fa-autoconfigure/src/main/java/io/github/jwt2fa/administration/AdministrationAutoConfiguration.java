package io.github.jwt2fa.administration;

import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.FactorService;
import io.github.jwt2fa.method.recovery.RecoveryCodeService;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.user.TwoFactorUserService;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what operators call.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.method.MethodAutoConfiguration")
final class AdministrationAutoConfiguration {

	@Bean
	@ConditionalOnBean(FactorService.class)
	TwoFactorAdministration jwt2faTwoFactorAdministration(ObjectProvider<TwoFactorUserService> users,
			FactorService factors, LoginSessions sessions, TrustedDevices devices,
			ObjectProvider<RecoveryCodeService> recoveryCodes, TwoFactorEventPublisher events) {
		return new TwoFactorAdministration(users, factors, sessions, devices, recoveryCodes, events);
	}

}
