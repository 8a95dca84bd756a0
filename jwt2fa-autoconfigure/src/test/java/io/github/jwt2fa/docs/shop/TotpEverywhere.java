package io.github.jwt2fa.docs.shop;

// tag::everywhere[]
import io.github.jwt2fa.security.AccessTokenAuthentication;

import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.authorization.EnableMultiFactorAuthentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;

@Configuration(proxyBeanMethods = false)
@EnableMultiFactorAuthentication(
		authorities = { FactorGrantedAuthority.PASSWORD_AUTHORITY, AccessTokenAuthentication.TOTP_AUTHORITY })
class TotpEverywhere {

}
// end::everywhere[]
