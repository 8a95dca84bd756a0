package io.github.jwt2fa.web.endpoint;

import java.util.HashSet;
import java.util.Set;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The servlets that have our handlers: the dispatcher servlets of this application
 * context, however the application registers them. A dispatcher servlet of another
 * context may know nothing of ours.
 *
 * @param context this context
 */
record DispatcherServlets(ApplicationContext context) {

	/**
	 * Their names in the container. A servlet bean without a registration has its bean's.
	 */
	@SuppressWarnings("ReferenceEquality") // of this very context
	Set<String> names() {
		Set<String> names = new HashSet<>(Set.of(this.context.getBeanNamesForType(DispatcherServlet.class)));
		this.context.getBeanProvider(ServletRegistrationBean.class).forEach((registration) -> {
			if (registration.getServlet() instanceof DispatcherServlet servlet
					&& servlet.getWebApplicationContext() == this.context) {
				names.add(registration.getServletName());
			}
		});
		return names;
	}

}
