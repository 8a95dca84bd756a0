package io.github.jwt2fa.user;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Takes the stored password out of principals before they are handed on, as Spring's
 * {@code ProviderManager} does, where that harms nothing: an object that the user service
 * hands out again, or that a persistence context would write back, keeps it. Thread-safe.
 */
public final class CredentialsEraser {

	private static final String ENTITY = "jakarta.persistence.Entity";

	private final TwoFactorUserService users;

	private final Map<Class<?>, Boolean> mayErase = new ConcurrentHashMap<>();

	/**
	 * An eraser.
	 * @param users the service that hands the principals out
	 */
	public CredentialsEraser(TwoFactorUserService users) {
		this.users = users;
	}

	/**
	 * A user as protected resources and listeners see it.
	 * @param user the user, just loaded
	 * @return the user, without the stored password where that is possible
	 */
	public TwoFactorUser erase(TwoFactorUser user) {
		Object principal = user.principal();
		if (!(principal instanceof CredentialsContainer container)
				|| (principal instanceof UserDetails details && details.getPassword() == null)) {
			return user;
		}
		if (principal instanceof User known && known.getClass().equals(User.class)) {
			return user.toBuilder().principal(copyOf(known)).build();
		}
		if (mayErase(user)) {
			container.eraseCredentials();
		}
		return user;
	}

	private static User copyOf(User user) {
		User copy = new User(user.getUsername(), "", user.isEnabled(), user.isAccountNonExpired(),
				user.isCredentialsNonExpired(), user.isAccountNonLocked(), user.getAuthorities());
		copy.eraseCredentials();
		return copy;
	}

	private boolean mayErase(TwoFactorUser user) {
		Class<?> type = user.principal().getClass();
		Boolean known = this.mayErase.get(type);
		if (known != null) {
			return known;
		}
		try {
			boolean may = !MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(ENTITY)
					&& isHandedOutOnce(user);
			this.mayErase.put(type, may);
			return may;
		}
		catch (RuntimeException ex) {
			// asked again next time: what is being done here is done already
			return false;
		}
	}

	@SuppressWarnings("ReferenceEquality") // an equal object of its own is fine
	private boolean isHandedOutOnce(TwoFactorUser user) {
		TwoFactorUser again = this.users.findById(user.id());
		return again != null && again.principal() != user.principal();
	}

}
