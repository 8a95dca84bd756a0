package io.github.jwt2fa.policy;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the policy.
 */
@AutoConfiguration
final class PolicyAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TwoFactorPolicy jwt2faTwoFactorPolicy(PolicySettings settings) {
		return new RolePolicy(settings);
	}

}
