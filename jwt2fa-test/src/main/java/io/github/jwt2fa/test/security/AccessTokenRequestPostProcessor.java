package io.github.jwt2fa.test.security;

import java.time.Duration;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.security.AccessTokenAuthentication;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.util.Assert;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Gives a request of MockMvc what one with a valid access token has after the filter: an
 * {@link AccessTokenAuthentication}, and no need of a CSRF token. Unless told otherwise
 * the user is called {@code user}, has the role {@code USER}, and has logged in just now
 * by a password and an authenticator app. Immutable.
 *
 * @since 0.1.0
 */
public final class AccessTokenRequestPostProcessor implements RequestPostProcessor {

	private final LoggedInUser login;

	private final @Nullable TwoFactorMethod method;

	private final @Nullable AuthToken token;

	private AccessTokenRequestPostProcessor(LoggedInUser login, @Nullable TwoFactorMethod method,
			@Nullable AuthToken token) {
		this.login = login;
		this.method = method;
		this.token = token;
	}

	/**
	 * What to hand to {@code with} of a request.
	 * @return a request by a user who has just logged in
	 */
	public static AccessTokenRequestPostProcessor accessToken() {
		return new AccessTokenRequestPostProcessor(
				new LoggedInUser(LoggedInUser.named("user", "ROLE_USER"), LoggedInUser.FACTORS, Duration.ZERO), null,
				null);
	}

	/**
	 * The same for another user.
	 * @param user the user, and what it may do
	 * @return a request by this user
	 */
	public AccessTokenRequestPostProcessor user(TwoFactorUser user) {
		return with(new LoggedInUser(user, this.login.factors(), this.login.age()));
	}

	/**
	 * The same for another user.
	 * @param user the application's own object, which is the principal
	 * @return a request by this user
	 */
	public AccessTokenRequestPostProcessor user(UserDetails user) {
		return user(TwoFactorUser.of(user));
	}

	/**
	 * The same for another user, whom nobody needs to know.
	 * @param username the name
	 * @param roles the roles, without {@code ROLE_}
	 * @return a request by this user
	 * @throws IllegalArgumentException if a role begins with {@code ROLE_}
	 */
	public AccessTokenRequestPostProcessor user(String username, String... roles) {
		return user(LoggedInUser.named(username, LoggedInUser.rolesAsAuthorities(roles)));
	}

	/**
	 * The same after a login by other factors, whatever was said of a method before.
	 * @param factors the names of {@code FactorGrantedAuthority}, with or without
	 * {@code FACTOR_}, such as {@code PASSWORD}, {@code OTT} for a sent code,
	 * {@code TOTP}, {@code WEBAUTHN} for a passkey
	 * @return a request after such a login
	 */
	public AccessTokenRequestPostProcessor factors(String... factors) {
		return new AccessTokenRequestPostProcessor(
				new LoggedInUser(this.login.user(), List.of(factors), this.login.age()), null, this.token);
	}

	/**
	 * The same after a login by a password and some method, such as one of the
	 * application's own, whatever was said of factors before.
	 * @param method a method that the application has
	 * @return a request after such a login
	 */
	public AccessTokenRequestPostProcessor method(TwoFactorMethod method) {
		return new AccessTokenRequestPostProcessor(this.login, method, this.token);
	}

	/**
	 * The same after a login of yesterday, whose session was refreshed since.
	 * @return a request after such a login
	 */
	public AccessTokenRequestPostProcessor old() {
		return old(LoggedInUser.OLD);
	}

	/**
	 * The same after a login of a while ago, whose session was refreshed since.
	 * @param age how long ago that was
	 * @return a request after such a login
	 */
	public AccessTokenRequestPostProcessor old(Duration age) {
		return with(new LoggedInUser(this.login.user(), this.login.factors(), age));
	}

	/**
	 * The same with a token of the test's, for code that reads claims. The factors stay
	 * as they are said here.
	 * @param token the token
	 * @return a request with this token
	 */
	public AccessTokenRequestPostProcessor token(AuthToken token) {
		return new AccessTokenRequestPostProcessor(this.login, this.method, token);
	}

	private AccessTokenRequestPostProcessor with(LoggedInUser other) {
		return new AccessTokenRequestPostProcessor(other, this.method, this.token);
	}

	@Override
	public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
		// a browser sends no bearer token by itself
		CsrfFilter.skipRequest(request);
		return SecurityMockMvcRequestPostProcessors.authentication(authentication(request)).postProcessRequest(request);
	}

	private AccessTokenAuthentication authentication(MockHttpServletRequest request) {
		AccessTokenAuthentication authentication = loginOf(request).authentication();
		return (this.token != null) ? authentication.toBuilder().token(this.token).build() : authentication;
	}

	private LoggedInUser loginOf(MockHttpServletRequest request) {
		if (this.method == null || this.method.equals(TwoFactorMethod.NO_2FA)) {
			return (this.method == null) ? this.login
					: new LoggedInUser(this.login.user(), List.of("PASSWORD"), this.login.age());
		}
		var servlets = request.getServletContext();
		Assert.state(servlets != null, "The request has no ServletContext");
		TwoFactorMethods methods = WebApplicationContextUtils.getRequiredWebApplicationContext(servlets)
			.getBean(TwoFactorMethods.class);
		return new LoggedInUser(this.login.user(), List.of("PASSWORD", methods.handler(this.method).factor()),
				this.login.age());
	}

}
