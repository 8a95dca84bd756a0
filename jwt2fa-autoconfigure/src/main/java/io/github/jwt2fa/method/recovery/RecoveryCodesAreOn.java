package io.github.jwt2fa.method.recovery;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether there are recovery codes, and so a table for them.
 */
public final class RecoveryCodesAreOn extends SpringBootCondition {

	private static final String COUNT = "jwt2fa.recovery-code-count";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return new ConditionOutcome(in(context.getEnvironment()), ConditionMessage.of(COUNT));
	}

	/**
	 * Whether the property says so, as the number is read later. What is none is refused
	 * there.
	 * @param environment the properties
	 * @return whether there are recovery codes
	 */
	public static boolean in(Environment environment) {
		try {
			return environment.getProperty(COUNT, Integer.class, 1) != 0;
		}
		catch (ConversionException | IllegalArgumentException ex) {
			return true;
		}
	}

}
