package io.github.jwt2fa.docs.shop;

// tag::getter[]
import io.github.jwt2fa.method.totp.TotpSecretGetter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NoTotpConfiguration {

	@Bean
	TotpSecretGetter totpSecretGetter() {
		// nobody has set TOTP up
		return (user) -> null;
	}

}
// end::getter[]
