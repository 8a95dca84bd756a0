package io.github.jwt2fa.test.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.security.test.context.support.TestExecutionEvent;
import org.springframework.security.test.context.support.WithSecurityContext;

/**
 * Runs a test, or all tests of a class, as a user who has logged in by some factors: for
 * rules on methods, and for MockMvc. The authentication is an
 * {@link io.github.jwt2fa.security.AccessTokenAuthentication}, and its principal a
 * {@link org.springframework.security.core.userdetails.User}.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@WithSecurityContext(factory = WithTwoFactorUserSecurityContextFactory.class)
public @interface WithTwoFactorUser {

	/**
	 * The name, and the id, of the user.
	 * @return the name
	 */
	String value() default "user";

	/**
	 * The roles of the user, without {@code ROLE_}.
	 * @return the roles
	 */
	String[] roles() default { "USER" };

	/**
	 * What the user may do. Unless empty, it stands in place of the roles.
	 * @return the authorities
	 */
	String[] authorities() default {};

	/**
	 * What the login was completed by: names of
	 * {@link org.springframework.security.core.authority.FactorGrantedAuthority}, with or
	 * without {@code FACTOR_}.
	 * @return the factors
	 */
	String[] factors() default { "PASSWORD", "TOTP" };

	/**
	 * Whether the user has logged in just now, or yesterday.
	 * @return whether the login is recent
	 */
	boolean recent() default true;

	/**
	 * When the user is there.
	 * @return before the test's own set-up, or after it
	 */
	@AliasFor(annotation = WithSecurityContext.class)
	TestExecutionEvent setupBefore() default TestExecutionEvent.TEST_METHOD;

}
