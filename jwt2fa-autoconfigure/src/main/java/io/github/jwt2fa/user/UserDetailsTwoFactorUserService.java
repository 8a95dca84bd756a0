package io.github.jwt2fa.user;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.util.ClassUtils;

/**
 * Users from the application's {@link UserDetailsService}: id and name are the username
 * that it returns, never the text as typed. So a service that finds "alice" for "ALICE"
 * has to return "alice". One that echoes the name as typed (a
 * {@code JdbcUserDetailsManager} without {@code usernameBasedPrimaryKey}, say) is found
 * out by the first user, and finds nobody from then on. Thread-safe, as the service is
 * that it asks.
 */
public final class UserDetailsTwoFactorUserService implements TwoFactorUserService {

	private static final Log logger = LogFactory.getLog(UserDetailsTwoFactorUserService.class);

	private final UserDetailsService userDetailsService;

	private final EchoedNames echoedNames;

	private final AtomicBoolean told = new AtomicBoolean();

	private final UserEmailGetter emails;

	/**
	 * A user service over user details that know the users' addresses.
	 * @param userDetailsService the application's service
	 */
	public UserDetailsTwoFactorUserService(UserDetailsService userDetailsService) {
		this(userDetailsService, (user) -> TwoFactorUser.of(user).email());
	}

	/**
	 * A user service over user details.
	 * @param userDetailsService the application's service
	 * @param emails tells the users' addresses
	 */
	public UserDetailsTwoFactorUserService(UserDetailsService userDetailsService, UserEmailGetter emails) {
		this.userDetailsService = userDetailsService;
		this.echoedNames = new EchoedNames(userDetailsService);
		this.emails = emails;
	}

	@Override
	public @Nullable TwoFactorUser findById(String id) {
		UserDetails details = find(id);
		// a service that ignores case, or takes e-mail addresses too, may find someone
		// else
		return (details != null && id.equals(details.getUsername())) ? toUser(details) : null;
	}

	/**
	 * Asks the service again, even if the principal is a {@code UserDetails}: providers
	 * such as LDAP echo the text as typed, and the manager has erased the password. Who
	 * is found has to be the one whose password was right: a service that takes e-mail
	 * addresses too finds someone else for a user who is named like that one's address.
	 */
	@Override
	public @Nullable TwoFactorUser findByAuthentication(Authentication authentication) {
		UserDetails details = find(authentication.getName());
		return (details != null && isThatOf(authentication, details)) ? toUser(details) : null;
	}

	private TwoFactorUser toUser(UserDetails details) {
		return TwoFactorUser.of(details, this.emails.getEmail(details));
	}

	/**
	 * The name of a principal of the service is the user's; that of another one may be
	 * the text as typed, in another case.
	 */
	private static boolean isThatOf(Authentication authentication, UserDetails details) {
		Object principal = authentication.getPrincipal();
		boolean ofTheService = principal != null
				&& ClassUtils.getUserClass(principal).equals(ClassUtils.getUserClass(details));
		return ofTheService ? authentication.getName().equals(details.getUsername())
				: authentication.getName().equalsIgnoreCase(details.getUsername());
	}

	private @Nullable UserDetails find(String username) {
		UserDetails details = load(username);
		if (details == null || !this.echoedNames.includeThatOf(details)) {
			return details;
		}
		if (this.told.compareAndSet(false, true)) {
			tell();
		}
		return null;
	}

	/**
	 * Once: whoever tries to log in comes here.
	 */
	private void tell() {
		logger.error("Nobody can log in: the UserDetailsService "
				+ AopUtils.getTargetClass(this.userDetailsService).getName()
				+ " finds a user by several spellings of the name and returns the name as it was typed, so that each "
				+ "spelling would be a user of its own, without the second factor of the others. Let it return the "
				+ "username as it is stored (a JdbcUserDetailsManager: leave usernameBasedPrimaryKey true).");
	}

	private @Nullable UserDetails load(String username) {
		return load(this.userDetailsService, username);
	}

	/**
	 * Asks a service for a user. Some refuse an account that is not activated yet, or is
	 * locked, as Spring Security refuses a login: nobody logs in by it either.
	 */
	static @Nullable UserDetails load(UserDetailsService service, String username) {
		try {
			return service.loadUserByUsername(username);
		}
		catch (AuthenticationServiceException | AuthenticationCredentialsNotFoundException
				| ProviderNotFoundException ex) {
			// the users could not be asked
			throw ex;
		}
		catch (AuthenticationException ex) {
			return null;
		}
	}

}
