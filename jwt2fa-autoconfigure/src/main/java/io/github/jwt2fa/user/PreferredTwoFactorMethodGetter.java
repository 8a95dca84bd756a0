package io.github.jwt2fa.user;

import io.github.jwt2fa.TwoFactorMethod;
import org.jspecify.annotations.Nullable;

/**
 * Tells which method a user chose. The default reads {@link UserTwoFactorAuthData}; an
 * application with a column of its own defines a bean.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PreferredTwoFactorMethodGetter {

	/**
	 * The method that a user chose.
	 * @param user the user
	 * @return the method, or {@code null} for {@code jwt2fa.fallback-2fa-method}. A
	 * method that nobody knows refuses the login
	 */
	@Nullable TwoFactorMethod getPreferredMethod(TwoFactorUser user);

}
