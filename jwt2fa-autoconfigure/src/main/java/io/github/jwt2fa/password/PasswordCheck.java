package io.github.jwt2fa.password;

import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.measure.Step;
import io.github.jwt2fa.measure.StepObserver;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.Assert;

/**
 * The first step of a login, done by the application's own {@link AuthenticationManager}.
 * Whatever is wrong with name, password or account is answered in the same words.
 * Thread-safe, as the manager is.
 */
public final class PasswordCheck {

	private static final Log logger = LogFactory.getLog(PasswordCheck.class);

	private final Supplier<AuthenticationManager> manager;

	private final TwoFactorUserService users;

	private final UnknownNames unknownNames;

	private final StepObserver steps;

	/**
	 * A password check.
	 * @param manager the application's manager, asked for when it is first needed
	 * @param users finds the user whose password was right
	 * @param encoder the application's password encoder, if it has one
	 * @param steps sees each check
	 */
	PasswordCheck(Supplier<AuthenticationManager> manager, TwoFactorUserService users,
			Supplier<@Nullable PasswordEncoder> encoder, StepObserver steps) {
		this.manager = manager;
		this.users = users;
		this.unknownNames = new UnknownNames(encoder);
		this.steps = steps;
	}

	/**
	 * Checks a password.
	 * @param username the name as typed
	 * @param password the password as typed
	 * @param details what Spring Security is told about where the two come from
	 * @return the user whose password was right
	 * @throws TwoFactorException {@code authentication_failed}, or
	 * {@code temporarily_unavailable} if the users could not be asked
	 */
	public TwoFactorUser check(String username, String password, @Nullable Object details) {
		UsernamePasswordAuthenticationToken typed = UsernamePasswordAuthenticationToken.unauthenticated(username,
				password);
		typed.setDetails(details);
		return this.steps.observe(Step.PASSWORD, () -> check(typed));
	}

	private TwoFactorUser check(UsernamePasswordAuthenticationToken typed) {
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
			if (UnknownNames.isAnswer(ex)) {
				this.unknownNames.spendTheTimeOf(typed);
				throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
			}
			throw new TwoFactorException(TwoFactorError.TEMPORARILY_UNAVAILABLE, null, null, ex);
		}
		catch (AuthenticationException ex) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		catch (IllegalArgumentException | NullPointerException ex) {
			String cause = causeOf(ex);
			if (cause == null && ex instanceof NullPointerException) {
				throw ex;
			}
			logger.error(
					"A login was refused: " + ((cause != null) ? cause
							: "something in the AuthenticationManager takes no such user or password"),
					withoutText(ex));
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
	}

	/**
	 * What is wrong with a user, by where it was found: the text of the failure may hold
	 * the stored hash.
	 */
	private static @Nullable String causeOf(RuntimeException failure) {
		for (StackTraceElement frame : failure.getStackTrace()) {
			String type = frame.getClassName();
			if (type.startsWith(DelegatingPasswordEncoder.class.getName())) {
				return "the stored password of the user lacks its {id}, or has one that the PasswordEncoder does not know";
			}
			if (type.startsWith("org.springframework.security.crypto.")) {
				return "the stored password of the user is none that the PasswordEncoder can compare";
			}
			if (type.equals(AbstractAuthenticationToken.class.getName())
					|| frame.getMethodName().equals("createSuccessAuthentication")) {
				return "the UserDetails of the user hold null for an authority, or for all of them";
			}
			if (!type.startsWith("java.") && !type.equals(Assert.class.getName())) {
				break;
			}
		}
		return null;
	}

	private static Throwable withoutText(RuntimeException failure) {
		RuntimeException masked = new RuntimeException(
				failure.getClass().getName() + " (its text is left out, for it may hold the stored password)");
		masked.setStackTrace(failure.getStackTrace());
		return masked;
	}

	/**
	 * Asks for the manager, so that a missing one fails the start.
	 * @return whether it has passwords checked by somebody: {@code false} if it asks but
	 * itself
	 */
	boolean hasManager() {
		return !ManagerLoop.isIn(this.manager.get());
	}

	/**
	 * Whether somebody else checks passwords, too.
	 * @param known a class of providers
	 * @return whether the manager has a provider that is not exactly of this class
	 */
	boolean asksOthersThan(Class<? extends AuthenticationProvider> known) {
		return this.manager.get() instanceof ProviderManager providers
				&& providers.getProviders().stream().anyMatch((provider) -> !provider.getClass().equals(known));
	}

	/**
	 * Makes the first unknown user cost no more time than any other, and tells how such
	 * users are answered.
	 */
	void warmUp() {
		this.unknownNames.askFor(this.manager.get());
	}

}
