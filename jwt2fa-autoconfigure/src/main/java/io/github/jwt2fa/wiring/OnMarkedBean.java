package io.github.jwt2fa.wiring;

import java.lang.annotation.Annotation;
import java.util.Arrays;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether the application has marked a bean for us. Boot's own condition passes over
 * beans that are no default candidates, and such a bean should be none.
 */
public abstract class OnMarkedBean implements ConfigurationCondition {

	private final Class<?> type;

	private final Class<? extends Annotation> mark;

	/**
	 * A condition.
	 * @param type the type of the bean
	 * @param mark the annotation that marks it
	 */
	protected OnMarkedBean(Class<?> type, Class<? extends Annotation> mark) {
		this.type = type;
		this.mark = mark;
	}

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		return beans != null && Arrays.stream(beans.getBeanNamesForType(this.type, true, false))
			.anyMatch((name) -> beans.findAnnotationOnBean(name, this.mark, false) != null);
	}

}
