package io.github.jwt2fa.web.cookie;

import java.time.Clock;
import java.util.Map;

import io.github.jwt2fa.device.TrustedDeviceSettings;
import io.github.jwt2fa.token.AuthTokenAuthenticator;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of browser mode.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
final class CookieAutoConfiguration {

	/**
	 * There also where it is off, by the property of the start and not by a condition:
	 * then no request is looked at.
	 */
	@Bean
	TokenCookies jwt2faTokenCookies(CookieSettings settings, AuthTokenAuthenticator tokens,
			TrustedDeviceSettings devices, @Qualifier("jwt2faClock") Clock clock) {
		return new TokenCookies(settings, Map.of(TokenCookie.REFRESH, tokens::endOf, TokenCookie.DEVICE,
				// none is written but at the moment when its device is trusted
				(token) -> clock.instant().plus(devices.maxAge())), clock);
	}

}
