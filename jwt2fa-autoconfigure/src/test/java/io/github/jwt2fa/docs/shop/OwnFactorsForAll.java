package io.github.jwt2fa.docs.shop;

// tag::policy[]
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.policy.Requirement;
import io.github.jwt2fa.policy.TwoFactorPolicy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OwnFactorsForAll {

	@Bean
	TwoFactorPolicy twoFactorPolicy() {
		Requirement app = new Requirement(Set.of(TwoFactorMethod.TOTP), null, true);
		return (user) -> user.username().endsWith("@example.com") ? app : Requirement.none();
	}

}
// end::policy[]
