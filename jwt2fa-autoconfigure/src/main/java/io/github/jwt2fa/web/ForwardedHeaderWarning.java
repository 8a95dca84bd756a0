package io.github.jwt2fa.web;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells once that requests come through a proxy whose word the server does not take: then
 * all clients have the proxy's address, and share its limit.
 */
public final class ForwardedHeaderWarning {

	private static final Log logger = LogFactory.getLog(ForwardedHeaderWarning.class);

	private final AtomicBoolean due;

	/**
	 * A warning.
	 * @param due whether the server takes the word of no proxy
	 */
	public ForwardedHeaderWarning(boolean due) {
		this.due = new AtomicBoolean(due);
	}

	/**
	 * Looks at a request.
	 */
	void look(HttpServletRequest request) {
		if (this.due.get() && request.getHeader("X-Forwarded-For") != null && this.due.compareAndSet(true, false)) {
			logger.warn("A request has the header X-Forwarded-For, and the server takes no notice of it: behind a "
					+ "proxy all clients share one limit. If it is a proxy of yours, set "
					+ "server.forward-headers-strategy=native. If not, somebody tries to have a limit of their own, "
					+ "and has not.");
		}
	}

}
