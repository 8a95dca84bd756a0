package io.github.jwt2fa.web;

import java.util.UUID;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.util.Assert;

/**
 * The first step of a login, done by the application's own {@link AuthenticationManager}.
 * Whatever is wrong with name, password or account is told in the same words.
 */
public final class PasswordCheck {

	private static final Log logger = LogFactory.getLog(PasswordCheck.class);

	private final WebAuthenticationDetailsSource details = new WebAuthenticationDetailsSource();

	private final Supplier<AuthenticationManager> manager;

	private final TwoFactorUserService users;

	/**
	 * A password check.
	 * @param manager the application's manager, asked for when it is first needed
	 * @param users finds the user whose password was right
	 */
	public PasswordCheck(Supplier<AuthenticationManager> manager, TwoFactorUserService users) {
		this.manager = manager;
		this.users = users;
	}

	/**
	 * Checks a password.
	 */
	TwoFactorUser check(String username, String password, HttpServletRequest request) {
		UsernamePasswordAuthenticationToken typed = UsernamePasswordAuthenticationToken.unauthenticated(username,
				password);
		typed.setDetails(this.details.buildDetails(request));
		Authentication authentication = authenticate(typed);
		TwoFactorUser user = (authentication != null && authentication.isAuthenticated())
				? this.users.findByAuthentication(authentication) : null;
		if (user == null || user.disabled()) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		return user;
	}

	private @Nullable Authentication authenticate(UsernamePasswordAuthenticationToken typed) {
		try {
			return this.manager.get().authenticate(typed);
		}
		catch (AuthenticationServiceException ex) {
			throw new TwoFactorException(TwoFactorError.TEMPORARILY_UNAVAILABLE, null, null, ex);
		}
		catch (AuthenticationException ex) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		catch (IllegalArgumentException ex) {
			// the text of the exception may hold the stored hash
			logger.error("The stored password of a user can't be compared: " + ex.getClass().getName()
					+ " in the password encoder; does the hash lack its {id}?");
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
	}

	/**
	 * Asks for the manager, so that a missing one is told at the start.
	 */
	public void requireManager() {
		Assert.notNull(this.manager.get(), "The application has no AuthenticationManager");
	}

	/**
	 * Makes the first unknown user cost no more time than any other: Spring hashes the
	 * password that it compares for such users when it first needs one.
	 */
	public void warmUp() {
		if (this.manager.get() instanceof ProviderManager providers) {
			providers.getProviders()
				.stream()
				.filter(DaoAuthenticationProvider.class::isInstance)
				.forEach(PasswordCheck::askForNobody);
		}
	}

	private static void askForNobody(AuthenticationProvider provider) {
		try {
			// the provider alone: no event tells of a failed login that was none; no
			// password, which
			// would be compared for nothing
			provider
				.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("nobody-" + UUID.randomUUID(), null));
		}
		catch (RuntimeException ex) {
			logger.debug("Nobody was not found: " + ex.getClass().getName());
		}
	}

}
