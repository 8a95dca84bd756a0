package io.github.jwt2fa.docs.shop;

// tag::getter[]
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ChosenMethodConfiguration {

	@Bean
	PreferredTwoFactorMethodGetter preferredTwoFactorMethodGetter() {
		return (user) -> {
			Customer customer = (Customer) user.principal();
			// null: the method of jwt2fa.fallback-2fa-method
			return (customer.secondFactor() != null) ? TwoFactorMethod.of(customer.secondFactor()) : null;
		};
	}

}
// end::getter[]
