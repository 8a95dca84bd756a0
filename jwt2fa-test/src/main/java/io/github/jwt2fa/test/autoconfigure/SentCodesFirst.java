package io.github.jwt2fa.test.autoconfigure;

import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.test.SentCodes;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;

/**
 * Lets {@link SentCodes} stand in for whatever sends codes, also for a {@link CodeSender}
 * of the application that is primary: two of that kind would be one too many. Before
 * beans are overridden by mocks, which go by what is primary.
 */
final class SentCodesFirst implements BeanFactoryPostProcessor, Ordered {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		for (String name : beans.getBeanNamesForType(CodeSender.class, true, false)) {
			if (beans.containsBeanDefinition(name)) {
				beans.getBeanDefinition(name).setPrimary(beans.isTypeMatch(name, SentCodes.class));
			}
		}
	}

	@Override
	public int getOrder() {
		return 0;
	}

}
