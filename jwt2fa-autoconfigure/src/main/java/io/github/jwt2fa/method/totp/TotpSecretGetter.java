package io.github.jwt2fa.method.totp;

import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import org.jspecify.annotations.Nullable;

/**
 * Tells the active TOTP secret of a user. The default reads
 * {@link UserTwoFactorAuthData}; an application with a column of its own defines a bean.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TotpSecretGetter {

	/**
	 * The active secret of a user.
	 * @param user the user
	 * @return the secret, base32 (<a href="https://www.rfc-editor.org/rfc/rfc4648">RFC
	 * 4648</a>) without padding, or {@code null} if the user has none
	 * @throws TotpSecretException if there is a secret, but it can't be read
	 */
	@Nullable String getTotpSecret(TwoFactorUser user);

}
