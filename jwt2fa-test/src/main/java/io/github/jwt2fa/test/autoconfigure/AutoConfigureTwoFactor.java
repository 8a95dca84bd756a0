package io.github.jwt2fa.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Gives a test what it needs to log in: the beans
 * {@link io.github.jwt2fa.test.client.LoginClient},
 * {@link io.github.jwt2fa.test.SentCodes} in place of what sends codes, and
 * {@link io.github.jwt2fa.test.MutableClock} as the time of jwt2fa; a secret key, where
 * the application has none that the test can read; and, unless the application sets them,
 * limits on logins, codes and failures that are far off, and no notices by e-mail.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureTwoFactor {

}
