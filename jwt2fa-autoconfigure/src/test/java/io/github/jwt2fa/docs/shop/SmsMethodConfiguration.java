package io.github.jwt2fa.docs.shop;

// tag::method[]
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.sent.OneTimeCodes;
import io.github.jwt2fa.method.sent.SentCodeHandler;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SmsMethodConfiguration {

	@Bean
	TwoFactorMethodHandler smsMethodHandler(SmsGateway gateway, OneTimeCodes codes) {
		return new SentCodeHandler(TwoFactorMethod.of("sms"),
				(user, code) -> gateway.send(phoneOf(user), "Your login code is " + code), codes,
				(user) -> phoneOf(user) != null);
	}

	private static @Nullable String phoneOf(TwoFactorUser user) {
		return ((Customer) user.principal()).phone();
	}

}
// end::method[]
