package io.github.jwt2fa.test.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.util.ClassUtils;

/**
 * Finds the tests that get settings: those with {@link AutoConfigureTwoFactor}, and those
 * of a slice of Spring MVC.
 */
final class TestSettingsContextCustomizerFactory implements ContextCustomizerFactory {

	private static final String SLICE = "org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureWebMvc";

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		MergedAnnotations annotations = MergedAnnotations.search(SearchStrategy.TYPE_HIERARCHY)
			.withEnclosingClasses(ClassUtils::isInnerClass)
			.from(testClass);
		return (annotations.isPresent(AutoConfigureTwoFactor.class) || annotations.isPresent(SLICE))
				? new TestSettings() : null;
	}

}
