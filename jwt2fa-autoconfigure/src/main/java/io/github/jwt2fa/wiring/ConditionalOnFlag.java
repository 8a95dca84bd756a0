package io.github.jwt2fa.wiring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches where a property of ours is on, by whatever text is bound as {@code true}:
 * {@code yes} and {@code on} too.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnFlag.class)
public @interface ConditionalOnFlag {

	/**
	 * The name of the property.
	 * @return the name
	 */
	String value();

	/**
	 * What it is where nobody sets it.
	 * @return the default
	 */
	boolean byDefault() default false;

}
