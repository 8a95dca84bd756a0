package io.github.jwt2fa.autoconfigure;

import java.util.List;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import io.github.jwt2fa.wiring.RecurringTask;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.web.context.WebApplicationContext;

/**
 * What becomes of our beans where there are no servlets. A batch or a command line of the
 * same application starts, whatever a login would miss: each bean is made when somebody
 * asks for it. A reactive application would be left open, and does not start.
 */
final class OtherApplications implements BeanFactoryPostProcessor {

	private static final String OURS = "jwt2fa";

	private static final String NOTICES = "jwt2faFactorNotices";

	private final ApplicationContext context;

	OtherApplications(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		if (this.context instanceof ReactiveWebApplicationContext) {
			throw new Jwt2faConfigurationException(
					"jwt2fa is for servlet applications, and this is a reactive one: nothing would ask for a login.",
					"Remove spring.main.web-application-type=reactive, so that Spring MVC serves the application, or "
							+ "remove jwt2fa-starter.");
		}
		if (!(this.context instanceof WebApplicationContext) && beans instanceof BeanDefinitionRegistry registry) {
			// they would be made to be started
			List.of(beans.getBeanNamesForType(RecurringTask.class, true, false))
				.forEach(registry::removeBeanDefinition);
			if (!knowsUsers(beans) && beans.containsBeanDefinition(NOTICES)) {
				// no change must fail for want of an address to tell it to
				registry.removeBeanDefinition(NOTICES);
			}
			for (String name : beans.getBeanDefinitionNames()) {
				if (name.startsWith(OURS)) {
					beans.getBeanDefinition(name).setLazyInit(true);
				}
			}
		}
	}

	private static boolean knowsUsers(ConfigurableListableBeanFactory beans) {
		return beans.getBeanNamesForType(UserDetailsService.class, true, false).length > 0
				|| !beans.containsBeanDefinition("jwt2faUserService");
	}

}
