package io.github.jwt2fa.test.shop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.jwt2fa.test.autoconfigure.AutoConfigureTwoFactor;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.core.annotation.AliasFor;

/**
 * A test with the whole application, which starts once for all of them that want the same
 * web environment.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = ShopApplication.class,
		properties = { "jwt2fa.passkey.rp-id=shop.example", "jwt2fa.passkey.login=true",
				"jwt2fa.auth-token-retry-wait-time=0s", "server.address=127.0.0.1" })
@AutoConfigureMockMvc
@AutoConfigureTwoFactor
public @interface ShopTest {

	/**
	 * Whether there is a server.
	 */
	@AliasFor(annotation = SpringBootTest.class)
	WebEnvironment webEnvironment() default WebEnvironment.MOCK;

}
