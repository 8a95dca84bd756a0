package io.github.jwt2fa.password;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.ReflectionUtils;

/**
 * Names that nobody has, which must not be told from others: neither by the answer nor by
 * the time that it takes. Thread-safe.
 */
final class UnknownNames {

	private static final Log logger = LogFactory.getLog(UnknownNames.class);

	static final String ENCODER_GETTER = "getPasswordEncoder";

	private static final String LOOK_UP = "loadUserByUsername";

	private final Supplier<@Nullable PasswordEncoder> encoder;

	private volatile @Nullable DaoAuthenticationProvider asked;

	private volatile @Nullable DaoAuthenticationProvider nobody;

	/**
	 * Unknown names.
	 * @param encoder the application's, as Spring takes it for its own provider
	 */
	UnknownNames(Supplier<@Nullable PasswordEncoder> encoder) {
		this.encoder = encoder;
	}

	/**
	 * Asks for a name that nobody has. Spring hashes the password that it compares for
	 * such names when it first needs one; and how a user service answers them is better
	 * seen now than by a stranger.
	 */
	void askFor(AuthenticationManager manager) {
		if (manager instanceof ProviderManager providers) {
			providers.getProviders()
				.stream()
				.filter(DaoAuthenticationProvider.class::isInstance)
				.map(DaoAuthenticationProvider.class::cast)
				.forEach(this::askFor);
		}
	}

	private void askFor(DaoAuthenticationProvider provider) {
		if (this.asked == null) {
			this.asked = provider;
		}
		try {
			// the provider alone: no event tells of a failed login that was none; no
			// password, which would be compared for nothing
			provider.authenticate(withoutPassword());
		}
		catch (InternalAuthenticationServiceException ex) {
			tell(ex);
			if (this.nobody == null && isAnswer(ex)) {
				this.nobody = nobody(encoderOf(provider));
			}
		}
		catch (AuthenticationException ex) {
			logger.debug("Nobody was not found: " + ex.getClass().getName());
		}
		catch (RuntimeException ex) {
			warn(provider.getClass().getName(), ex);
		}
	}

	private static Authentication withoutPassword() {
		return UsernamePasswordAuthenticationToken.unauthenticated("nobody-" + UUID.randomUUID(), null);
	}

	private static void tell(InternalAuthenticationServiceException failure) {
		Throwable cause = failure.getCause();
		if (isAnswer(failure)) {
			String taken = " for a name that nobody has: taken as " + UsernameNotFoundException.class.getSimpleName();
			if (cause == null) {
				logger.debug("The UserDetailsService answers null" + taken);
			}
			else {
				logger.info("The UserDetailsService answers " + cause.getClass().getName() + taken);
			}
		}
		else if (cause != null) {
			warn(serviceIn(cause.getStackTrace()), cause);
		}
		else {
			warn(DaoAuthenticationProvider.class.getName(), failure);
		}
	}

	private static void warn(String service, Throwable failure) {
		logger.warn("For a name that nobody has, made up at the start, " + service + " threw "
				+ failure.getClass().getName() + " where " + UsernameNotFoundException.class.getName()
				+ " is due. A login that ends so is answered by temporarily_unavailable (503) and not as a wrong password "
				+ "is (401): unless the users could not be asked just then, strangers can tell names apart.");
	}

	/**
	 * Who was asked by Spring's provider.
	 */
	private static String serviceIn(StackTraceElement[] trace) {
		List<StackTraceElement> within = Arrays.stream(trace)
			.takeWhile((frame) -> !frame.getClassName().equals(DaoAuthenticationProvider.class.getName()))
			.filter((frame) -> !frame.getClassName()
				.matches("(java|jdk|org\\.springframework\\.aop)\\..*|.*\\$\\$.*|.*\\$Proxy\\d+"))
			.toList();
		for (int i = within.size() - 1; i >= 0; i--) {
			if (within.get(i).getMethodName().equals(LOOK_UP)) {
				return within.get(i).getClassName();
			}
		}
		return within.isEmpty() ? "the UserDetailsService"
				: within.get(within.size() - 1).getClassName() + "." + within.get(within.size() - 1).getMethodName();
	}

	/**
	 * Whether a failure says that a user service returned null, or refused a name itself,
	 * as some do whose account is not activated yet: that is an answer, if not as it
	 * should be given.
	 */
	static boolean isAnswer(AuthenticationException failure) {
		Throwable cause = failure.getCause();
		return failure instanceof InternalAuthenticationServiceException
				&& ((cause != null) ? cause instanceof AuthenticationException && !isOfServer(cause)
						: isThrownBySpring(failure.getStackTrace()));
	}

	/**
	 * That the users could not be asked.
	 */
	private static boolean isOfServer(Throwable cause) {
		return cause instanceof AuthenticationServiceException
				|| cause instanceof AuthenticationCredentialsNotFoundException
				|| cause instanceof ProviderNotFoundException;
	}

	private static boolean isThrownBySpring(StackTraceElement[] trace) {
		return trace.length > 0 && trace[0].getClassName().equals(DaoAuthenticationProvider.class.getName());
	}

	/**
	 * Compares a password with that of nobody, as Spring does for a name that is unknown
	 * but not for one that is answered in another way.
	 */
	void spendTheTimeOf(Authentication typed) {
		DaoAuthenticationProvider nobody = this.nobody;
		if (nobody == null) {
			DaoAuthenticationProvider asked = this.asked;
			nobody = nobody((asked != null) ? encoderOf(asked) : this.encoder.get());
			this.nobody = nobody;
		}
		refuse(nobody, typed);
	}

	/**
	 * Who knows no name, and has hashed already what passwords are compared with.
	 */
	private static DaoAuthenticationProvider nobody(@Nullable PasswordEncoder encoder) {
		DaoAuthenticationProvider nobody = new DaoAuthenticationProvider((name) -> {
			throw UsernameNotFoundException.fromUsername(name);
		});
		if (encoder != null) {
			nobody.setPasswordEncoder(encoder);
		}
		refuse(nobody, withoutPassword());
		return nobody;
	}

	private static void refuse(DaoAuthenticationProvider nobody, Authentication typed) {
		try {
			nobody.authenticate(typed);
		}
		catch (AuthenticationException ex) {
			// as it has to be
		}
	}

	/**
	 * What a provider compares passwords with, which it tells to its subclasses alone.
	 */
	private @Nullable PasswordEncoder encoderOf(DaoAuthenticationProvider provider) {
		Method getter = ReflectionUtils.findMethod(DaoAuthenticationProvider.class, ENCODER_GETTER);
		try {
			ReflectionUtils.makeAccessible(Objects.requireNonNull(getter));
			return (PasswordEncoder) ReflectionUtils.invokeMethod(getter, provider);
		}
		catch (RuntimeException ex) {
			logger.debug("The encoder of the AuthenticationProvider is not known", ex);
			return this.encoder.get();
		}
	}

}
