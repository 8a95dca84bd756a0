package io.github.jwt2fa.password;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.GrantedAuthority;

/**
 * Whether a manager asks itself in the end. Spring hands out a stand-in for the manager
 * bean where it has nothing to build one from, and the bean may be made of that very
 * stand-in: each login would overflow the stack.
 */
final class ManagerLoop {

	private static final long PATIENCE_SECONDS = 2;

	private ManagerLoop() {
	}

	static boolean isIn(AuthenticationManager manager) {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Object current = manager;
		for (Object next = manager; next != null; next = next(next)) {
			if (!seen.add(next)) {
				return true;
			}
			current = next;
		}
		// Spring's own is seen through; another one can only be tried
		return !(current instanceof ProviderManager) && current instanceof AuthenticationManager custom
				&& overflows(custom);
	}

	private static @Nullable Object next(Object manager) {
		try {
			if (manager instanceof Advised proxy) {
				return proxy.getTargetSource().getTarget();
			}
			return (manager instanceof ProviderManager) ? new DirectFieldAccessor(manager).getPropertyValue("parent")
					: null;
		}
		catch (Exception ex) {
			// there is nothing to see here, or another version of Spring Security
			return null;
		}
	}

	/**
	 * Tries a manager by a kind of authentication that nobody supports. One that waits
	 * for somebody is none that asks itself.
	 */
	private static boolean overflows(AuthenticationManager manager) {
		FutureTask<Boolean> trial = new FutureTask<>(() -> isOverflowBy(manager));
		Thread thread = new Thread(trial, "jwt2fa-manager-trial");
		thread.setDaemon(true);
		thread.start();
		try {
			return trial.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
	}

	private static boolean isOverflowBy(AuthenticationManager manager) {
		try {
			manager.authenticate(new Trial(List.of()));
			return false;
		}
		catch (StackOverflowError ex) {
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Nobody, by no credentials.
	 */
	private static final class Trial extends AbstractAuthenticationToken {

		private static final long serialVersionUID = 1L;

		private Trial(Collection<? extends GrantedAuthority> authorities) {
			super(authorities);
		}

		@Override
		public Object getCredentials() {
			return "";
		}

		@Override
		public Object getPrincipal() {
			return "nobody";
		}

	}

}
