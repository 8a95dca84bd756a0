package io.github.jwt2fa.web.endpoint;

import java.util.HashMap;
import java.util.Map;

import jakarta.persistence.EntityManagerFactory;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Takes the persistence contexts that open-in-view, as interceptor or as filter, has
 * bound to a request away from one of our handlers, and gives them back afterwards. Kept
 * open for a whole login, such a context would write a password that Spring has erased in
 * a user's entity back to the database, and hold a connection while a code is being sent.
 * Spring's own login filters come before open-in-view, too. For one request, and the last
 * of its interceptors.
 */
final class OpenInViewSuspension implements HandlerInterceptor {

	private final Map<Object, Object> suspended = new HashMap<>();

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		for (Object key : TransactionSynchronizationManager.getResourceMap().keySet().toArray()) {
			if (key instanceof EntityManagerFactory) {
				this.suspended.put(key, TransactionSynchronizationManager.unbindResource(key));
			}
		}
		return true;
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception ex) {
		this.suspended.forEach(TransactionSynchronizationManager::bindResource);
	}

}
