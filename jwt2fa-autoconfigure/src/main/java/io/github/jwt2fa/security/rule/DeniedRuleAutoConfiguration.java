package io.github.jwt2fa.security.rule;

import java.util.List;

import io.github.jwt2fa.message.KnownLocalesMessageSource;
import io.github.jwt2fa.message.Languages;
import org.aopalliance.intercept.MethodInvocation;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
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
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
final class DeniedRuleAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static DeniedRules jwt2faDeniedRules() {
		return new DeniedRules();
	}

	@Bean
	@Primary
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ObjectPostProcessor<AuthorizationManager<MethodInvocation>> jwt2faMethodRulePostProcessor(DeniedRules denied,
			ObjectProvider<ObjectPostProcessor<AuthorizationManager<MethodInvocation>>> others,
			ObjectProvider<Languages> languages) {
		return new Remembering<>(denied, others, languages);
	}

	@Bean
	@Primary
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ObjectPostProcessor<AuthorizationManager<MethodInvocationResult>> jwt2faMethodResultRulePostProcessor(
			DeniedRules denied,
			ObjectProvider<ObjectPostProcessor<AuthorizationManager<MethodInvocationResult>>> others,
			ObjectProvider<Languages> languages) {
		return new Remembering<>(denied, others, languages);
	}

	private record Remembering<T>(DeniedRules denied,
			ObjectProvider<ObjectPostProcessor<AuthorizationManager<T>>> others,
			ObjectProvider<Languages> languages) implements ObjectPostProcessor<AuthorizationManager<T>> {

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
			AuthorizationManager<T> processed = (rest.size() == 1) ? rest.get(0).postProcess(remembered) : remembered;
			KnownLocalesMessageSource.handToObservation(processed, this.languages::getObject);
			return (O) processed;
		}

	}

}
