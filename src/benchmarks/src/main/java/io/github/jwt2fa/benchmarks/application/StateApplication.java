package io.github.jwt2fa.benchmarks.application;

import java.util.Locale;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.method.totp.TotpSecretGetter;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * An application in this process, without a web server, whose users are made up and log
 * in by TOTP: what it writes is the state of their logins alone.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class StateApplication {

	/**
	 * Starts it.
	 * @param args its properties
	 * @return what it consists of, to be closed
	 */
	public static ConfigurableApplicationContext start(String... args) {
		return new SpringApplicationBuilder(StateApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("logging.level.root=warn")
			.run(args);
	}

	/**
	 * All their names are in lower case, however they are typed.
	 */
	@Bean
	UserDetailsService users() {
		return (username) -> User.withUsername(username.toLowerCase(Locale.ROOT)).password("").roles("USER").build();
	}

	@Bean
	CodeSender codeSender() {
		return (user, code) -> {
			throw new IllegalStateException("Nobody is sent a code");
		};
	}

	@Bean
	PreferredTwoFactorMethodGetter preferredMethods() {
		return (user) -> TwoFactorMethod.TOTP;
	}

	@Bean
	TotpSecretGetter totpSecrets() {
		return (user) -> QuickFactors.SECRET;
	}

}
