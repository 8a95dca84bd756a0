package io.github.jwt2fa.web;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Tells once that requests come through a proxy whose word the server does not take: then
 * all clients have the proxy's address, and share its limit. Thread-safe.
 */
final class ForwardedHeaderWarning {

	private static final Log logger = LogFactory.getLog(ForwardedHeaderWarning.class);

	static final String TOMCAT = "org.apache.catalina.valves.RemoteIpValve";

	/** Tomcat sets it where it took the word of a proxy. */
	private static final String TAKEN = "org.apache.tomcat.request.forwarded";

	private final AtomicBoolean due;

	private final String mend;

	/**
	 * A warning.
	 * @param due whether a header that the application can see is one that the server
	 * took no notice of
	 * @param mend which property to set if the proxy is one's own
	 */
	ForwardedHeaderWarning(boolean due, String mend) {
		this.due = new AtomicBoolean(due);
		this.mend = mend;
	}

	/**
	 * As Boot decides it: under a cloud platform the server believes its proxies unless
	 * told otherwise. Tomcat believes those alone that are internal; Jetty believes all.
	 */
	static ForwardedHeaderWarning in(Environment environment) {
		String strategy = environment.getProperty("server.forward-headers-strategy");
		if ("framework".equalsIgnoreCase(strategy)) {
			logger.warn("server.forward-headers-strategy=framework believes the left-most X-Forwarded-For, which "
					+ "any client can write: the limit by client address can be evaded. Set "
					+ "server.forward-headers-strategy=native.");
		}
		boolean none = (strategy != null) ? strategy.equalsIgnoreCase("none")
				: CloudPlatform.getActive(environment) == null;
		if (none) {
			return new ForwardedHeaderWarning(true, "set server.forward-headers-strategy=native");
		}
		boolean onlyInternal = (strategy == null || strategy.equalsIgnoreCase("native"))
				&& ClassUtils.isPresent(TOMCAT, ForwardedHeaderWarning.class.getClassLoader());
		return new ForwardedHeaderWarning(onlyInternal,
				"let server.tomcat.remoteip.internal-proxies match that address");
	}

	/**
	 * Looks at a request.
	 */
	void look(HttpServletRequest request) {
		if (this.due.get() && request.getHeader("X-Forwarded-For") != null && request.getAttribute(TAKEN) == null
				&& this.due.compareAndSet(true, false)) {
			logger.warn("A request from " + request.getRemoteAddr() + " has the header X-Forwarded-For, and the "
					+ "server takes no notice of it: behind a proxy all clients share one limit. If it is a proxy of "
					+ "yours, " + this.mend + ". If not, somebody tries to have a limit of their own, and has not.");
		}
	}

}
