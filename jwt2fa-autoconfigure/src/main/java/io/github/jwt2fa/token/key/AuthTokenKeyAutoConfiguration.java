package io.github.jwt2fa.token.key;

import java.time.Clock;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the keys of auth tokens.
 */
@AutoConfiguration
final class AuthTokenKeyAutoConfiguration {

	@Bean
	@SuppressWarnings("unchecked")
	AuthTokenKeySource jwt2faAuthTokenKeySource(AuthTokenKeySettings settings, BeanFactory beans,
			@Qualifier("jwt2faClock") Clock clock) {
		if (settings.signing() != null) {
			return settings.alone();
		}
		JWKSource<SecurityContext> source = beans.getBean(AuthTokenKeySettings.SOURCE_BEAN, JWKSource.class);
		return new JwkSourceKeys(source, settings, clock);
	}

}
