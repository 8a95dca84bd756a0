package io.github.jwt2fa.test.autoconfigure;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/**
 * Leaves the default chain out of a slice that leaves Spring Security out, by
 * {@code excludeAutoConfiguration}: nothing builds chains there. An application that did
 * so must not start.
 */
final class NoChainWithoutSecurity implements BeanDefinitionRegistryPostProcessor {

	private static final String CHAIN = "jwt2faDefaultSecurityFilterChain";

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (registry.containsBeanDefinition(CHAIN) && registry instanceof ListableBeanFactory beans
				&& beans.getBeanNamesForType(HttpSecurity.class, true, false).length == 0) {
			registry.removeBeanDefinition(CHAIN);
		}
	}

}
