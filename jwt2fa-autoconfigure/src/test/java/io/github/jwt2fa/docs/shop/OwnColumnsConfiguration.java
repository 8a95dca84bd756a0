package io.github.jwt2fa.docs.shop;

// tag::getters[]
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.totp.TotpSecretGetter;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OwnColumnsConfiguration {

	private final CustomerFactors factors;

	OwnColumnsConfiguration(CustomerFactors factors) {
		this.factors = factors;
	}

	@Bean
	PreferredTwoFactorMethodGetter preferredTwoFactorMethodGetter() {
		return (user) -> {
			String method = this.factors.methodOf(user.id());
			return (method != null) ? TwoFactorMethod.of(method) : null;
		};
	}

	@Bean
	TotpSecretGetter totpSecretGetter() {
		return (user) -> this.factors.totpSecretOf(user.id());
	}

}
// end::getters[]
