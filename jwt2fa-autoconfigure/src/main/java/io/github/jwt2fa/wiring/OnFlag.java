package io.github.jwt2fa.wiring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether a property is on.
 */
public final class OnFlag extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		MergedAnnotation<ConditionalOnFlag> flag = metadata.getAnnotations().get(ConditionalOnFlag.class);
		String property = flag.getString("value");
		return new ConditionOutcome(in(context.getEnvironment(), property, flag.getBoolean("byDefault")),
				ConditionMessage.of(property));
	}

	/**
	 * Whether a property is on. What is no flag is refused where it is read.
	 * @param environment the properties
	 * @param property the name
	 * @param byDefault what it is where nobody sets it
	 * @return whether it is
	 */
	public static boolean in(Environment environment, String property, boolean byDefault) {
		try {
			return Binder.get(environment).bind(property, Boolean.class).orElse(byDefault);
		}
		catch (BindException ex) {
			return true;
		}
	}

}
