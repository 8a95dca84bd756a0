package io.github.jwt2fa.device;

import java.time.Duration;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether devices are trusted, and so a table for them is needed.
 */
public final class TrustedDevicesAreOn extends SpringBootCondition {

	private static final String MAX_AGE = "jwt2fa.trusted-devices.max-age";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return new ConditionOutcome(in(context.getEnvironment()), ConditionMessage.of(MAX_AGE));
	}

	/**
	 * Whether the property says so, in whatever unit. What is no time is refused where it
	 * is read.
	 * @param environment the properties
	 * @return whether devices are trusted
	 */
	public static boolean in(Environment environment) {
		try {
			return !Binder.get(environment).bind(MAX_AGE, Duration.class).orElse(Duration.ZERO).isZero();
		}
		catch (BindException ex) {
			return true;
		}
	}

}
