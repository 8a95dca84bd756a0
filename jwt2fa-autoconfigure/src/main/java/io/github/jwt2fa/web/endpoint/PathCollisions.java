package io.github.jwt2fa.web.endpoint;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Refuses a start where the application has mapped something else to the very path of an
 * endpoint: it would never be asked. Patterns that match such a path among others are
 * fine; what is more exact answers, and that is ours.
 */
final class PathCollisions {

	private final EndpointPaths paths;

	private final ApplicationContext context;

	PathCollisions(EndpointPaths paths, ApplicationContext context) {
		this.paths = paths;
		this.context = context;
	}

	/**
	 * To be called before our own handlers are there.
	 * @throws Jwt2faConfigurationException if a path is taken
	 */
	void refuse() {
		this.context.getBeansOfType(HandlerMapping.class, true, false).forEach((name, mapping) -> {
			boolean exactCase = !(mapping instanceof AbstractHandlerMapping configured
					&& configured.getPatternParser() != null && !configured.getPatternParser().isCaseSensitive());
			HandlerPaths.of(mapping, (path, handler) -> {
				Endpoint endpoint = at(path, exactCase);
				if (endpoint != null) {
					throw taken(endpoint, path, "a handler of the bean " + name + ", " + handler);
				}
			});
		});
		if (this.context instanceof WebApplicationContext web && web.getServletContext() != null) {
			refuse(web.getServletContext());
		}
	}

	private @Nullable Endpoint at(String path, boolean exactCase) {
		for (Endpoint endpoint : this.paths.endpoints()) {
			if (this.paths.patterns(endpoint)
				.stream()
				.anyMatch((ours) -> exactCase ? ours.equals(path) : ours.equalsIgnoreCase(path))) {
				return endpoint;
			}
		}
		return null;
	}

	private void refuse(ServletContext container) {
		Set<String> ours = new DispatcherServlets(this.context).names();
		Map<String, ? extends ServletRegistration> servlets = container.getServletRegistrations();
		ours.stream()
			.map(servlets::get)
			.filter(Objects::nonNull)
			.flatMap((dispatcher) -> dispatcher.getMappings().stream())
			.forEach((dispatcher) -> servlets.forEach((name, servlet) -> {
				if (!ours.contains(name)) {
					refuse(name, servlet.getMappings(), dispatcher);
				}
			}));
	}

	private void refuse(String servlet, Collection<String> mappings, String dispatcher) {
		String prefix = dispatcher.endsWith("/*") ? dispatcher.substring(0, dispatcher.length() - 2) : "";
		for (String mapping : mappings) {
			for (Endpoint endpoint : this.paths.endpoints()) {
				for (String path : this.paths.patterns(endpoint)) {
					if (comesFirst(mapping, prefix + path, dispatcher)) {
						throw taken(endpoint, path, "the servlet " + servlet + ", which is mapped to " + mapping);
					}
				}
			}
		}
	}

	/**
	 * Whether a servlet gets the requests of a path, and not the dispatcher servlet: an
	 * exact mapping first, then the longest prefix, then an extension, then the default
	 * (Servlet 6.1, section 12.1).
	 */
	private static boolean comesFirst(String mapping, String path, String dispatcher) {
		if (mapping.equals(path)) {
			return true;
		}
		if (mapping.endsWith("/*")) {
			String prefix = mapping.substring(0, mapping.length() - 2);
			return (path.equals(prefix) || path.startsWith(prefix + "/"))
					&& (dispatcher.equals("/") || mapping.length() > dispatcher.length());
		}
		return mapping.startsWith("*.") && dispatcher.equals("/") && path.endsWith(mapping.substring(1));
	}

	private static Jwt2faConfigurationException taken(Endpoint endpoint, String path, String by) {
		boolean belowBase = endpoint != Endpoint.JWKS;
		return new Jwt2faConfigurationException(
				"The endpoint " + endpoint + " of jwt2fa can't have the path " + path + ": there is " + by
						+ ". At a path of jwt2fa its own handlers answer alone.",
				"Move one of the two. The property jwt2fa." + endpoint.property() + " moves the endpoint"
						+ (belowBase ? ", jwt2fa.base-path all of them" : "") + "; the value none turns it off.");
	}

}
