package io.github.jwt2fa.policy;

import io.github.jwt2fa.user.TwoFactorUser;

/**
 * Says which users have to log in by which methods, and from when. A bean of this type
 * takes the place of the properties {@code jwt2fa.policy}. It is asked with each login,
 * refresh and change of a factor, several times in one request, so it should remember
 * what costs. Shared by all requests, so it has to be safe for use by several threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TwoFactorPolicy {

	/**
	 * What is required of a user.
	 * @param user the user as it is now, with its authorities
	 * @return the requirement, such as {@link Requirement#none()}
	 * @throws RuntimeException if it can't be found out: the request is answered with
	 * 503, since a user of whom that is not known is not one of whom nothing is required
	 */
	Requirement of(TwoFactorUser user);

}
