package io.github.jwt2fa.autoconfigure;

import java.util.HashSet;
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.method.passkey.PasskeySettings;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of a look at the methods that the settings name. Apart, for a slice
 * of an application does not have all of its methods.
 */
@AutoConfiguration(after = Jwt2faAutoConfiguration.class)
final class MethodNamesAutoConfiguration {

	/**
	 * When the methods are there.
	 */
	@Bean
	@Lazy(false) // nobody asks for it
	SmartInitializingSingleton jwt2faMethodNames(TwoFactorMethodSettings settings, PasskeySettings passkeys,
			TwoFactorMethods methods) {
		return () -> requireKnown(settings, passkeys, methods);
	}

	/**
	 * Checks that there are the methods that are named. A method that users set up
	 * themselves is none to fall back to; what sends codes is missed elsewhere, and so
	 * are passkeys that nothing keeps.
	 */
	private static void requireKnown(TwoFactorMethodSettings settings, PasskeySettings passkeys,
			TwoFactorMethods methods) {
		Set<TwoFactorMethod> known = new HashSet<>(Set.of(TwoFactorMethod.NO_2FA, TwoFactorMethod.CODE_SENDER));
		methods.handlers()
			.stream()
			.filter((handler) -> !handler.isStandIn())
			.forEach((handler) -> known.add(handler.method()));
		if (passkeys.isOn()) {
			known.add(TwoFactorMethod.PASSKEY);
		}
		settings.trusted()
			.forEach((method) -> Property.TRUSTED_2FA_METHODS.require(known.contains(method),
					"names the unknown method \"" + method + "\""));
		methods.handlers()
			.stream()
			.filter(TwoFactorMethodHandler::isOwn)
			.map(TwoFactorMethodHandler::method)
			.forEach(known::remove);
		known.remove(TwoFactorMethod.PASSKEY);
		Property.FALLBACK_2FA_METHOD.require(known.contains(settings.fallback()), "is \"" + settings.fallback() + "\"");
	}

}
