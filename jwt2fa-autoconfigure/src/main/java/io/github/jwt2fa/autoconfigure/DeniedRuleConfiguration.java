package io.github.jwt2fa.autoconfigure;

import java.util.List;

import io.github.jwt2fa.security.DeniedRules;
import org.aopalliance.intercept.MethodInvocation;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Role;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.method.MethodInvocationResult;
import org.springframework.security.config.ObjectPostProcessor;

/**
 * Has the rules of method security remembered when they refuse, so that a client can be
 * told which factor would help. Spring takes one post-processor of these types: ours is
 * primary, and hands on to the one that is there, such as that of Micrometer.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class DeniedRuleConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static DeniedRules jwt2faDeniedRules() {
		return new DeniedRules();
	}

	@Bean
	@Primary
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ObjectPostProcessor<AuthorizationManager<MethodInvocation>> jwt2faMethodRulePostProcessor(DeniedRules denied,
			ObjectProvider<ObjectPostProcessor<AuthorizationManager<MethodInvocation>>> others) {
		return new Remembering<>(denied, others);
	}

	@Bean
	@Primary
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ObjectPostProcessor<AuthorizationManager<MethodInvocationResult>> jwt2faMethodResultRulePostProcessor(
			DeniedRules denied,
			ObjectProvider<ObjectPostProcessor<AuthorizationManager<MethodInvocationResult>>> others) {
		return new Remembering<>(denied, others);
	}

	private record Remembering<T>(DeniedRules denied,
			ObjectProvider<ObjectPostProcessor<AuthorizationManager<T>>> others)
			implements
				ObjectPostProcessor<AuthorizationManager<T>> {

		/**
		 * Next to the rule itself: what is around it, such as an observation, takes no
		 * part when the rule is asked again.
		 */
		@Override
		@SuppressWarnings("unchecked")
		public <O extends AuthorizationManager<T>> O postProcess(O rule) {
			AuthorizationManager<T> remembered = this.denied.remembering(rule);
			List<ObjectPostProcessor<AuthorizationManager<T>>> rest = this.others.stream()
				.filter((other) -> !(other instanceof Remembering))
				.toList();
			return (O) ((rest.size() == 1) ? rest.get(0).postProcess(remembered) : remembered);
		}

	}

}
