package io.github.jwt2fa.method.sent;

import java.security.SecureRandom;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.web.context.WebApplicationContext;

/**
 * Auto-configuration of the codes that are sent.
 */
@AutoConfiguration
final class SentCodeAutoConfiguration {

	/** In the order of all methods: what a user has set up goes before. */
	private static final int PREFERENCE = 300;

	@Bean
	OneTimeCodes jwt2faOneTimeCodes(CodeSettings settings, @Qualifier("jwt2faSecureRandom") SecureRandom random) {
		return new OneTimeCodes(settings, random);
	}

	/**
	 * None where nothing sends codes and nothing asks for them.
	 */
	@Bean
	@Order(PREFERENCE)
	@Nullable SentCodeHandler jwt2faCodeSenderHandler(TwoFactorMethodSettings methods, OneTimeCodes codes,
			ObjectProvider<CodeSender> codeSenders, ApplicationContext context) {
		CodeSender sender = codeSenders.getIfUnique();
		if (sender == null && context instanceof WebApplicationContext && methods.names(TwoFactorMethod.CODE_SENDER)) {
			throw missing(codeSenders.stream().count());
		}
		return (sender != null) ? SentCodeHandler.codeSender(sender, codes) : null;
	}

	private static Jwt2faConfigurationException missing(long candidates) {
		if (candidates > 1) {
			return new Jwt2faConfigurationException("There is more than one CodeSender bean.",
					"Mark the one that sends codes with @Primary.");
		}
		return new Jwt2faConfigurationException(
				"jwt2fa has no way to send a code: there is neither a JavaMailSender nor a CodeSender bean.",
				"Set spring.mail.host (and spring.mail.port, .username and .password) to send codes by e-mail."
						+ frozen()
						+ " Or define a bean that sends them in another way:\n\n    @Bean\n    CodeSender codeSender(...) {\n"
						+ "        return (user, code) -> ...;\n    }\n\nWithout codes at all, set "
						+ "jwt2fa.fallback-2fa-method=no-2fa and leave code-sender out of jwt2fa.trusted-2fa-methods.");
	}

	private static String frozen() {
		return AotDetector.useGeneratedArtifacts()
				? " The application was processed ahead of time (AOT): properties that "
						+ "decide over beans, such as this one, count as they were at the build, so set it there too."
				: "";
	}

}
