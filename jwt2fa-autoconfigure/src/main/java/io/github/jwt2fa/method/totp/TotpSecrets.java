package io.github.jwt2fa.method.totp;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.user.TwoFactorUser;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The active secrets of the users. A secret that can't be read logs nobody in, and is
 * replaced by nobody without a login.
 */
final class TotpSecrets {

	private static final Log logger = LogFactory.getLog(TotpSecrets.class);

	private final TotpSecretGetter getter;

	/**
	 * The secrets.
	 * @param getter tells them
	 */
	TotpSecrets(TotpSecretGetter getter) {
		this.getter = getter;
	}

	/**
	 * Whether a user has set TOTP up.
	 * @param user the user
	 * @return whether there is a secret, be it one that can't be read
	 */
	public boolean isActive(TwoFactorUser user) {
		try {
			String secret = this.getter.getTotpSecret(user);
			return secret != null && !secret.isBlank();
		}
		catch (TotpSecretException ex) {
			log(user, ex);
			return true;
		}
	}

	/**
	 * The secret to check codes with.
	 */
	@Nullable TotpSecret find(TwoFactorUser user) {
		try {
			String secret = this.getter.getTotpSecret(user);
			return (secret != null && !secret.isBlank()) ? TotpSecret.of(secret) : null;
		}
		catch (TotpSecretException ex) {
			log(user, ex);
			return null;
		}
	}

	private static void log(TwoFactorUser user, TotpSecretException failure) {
		logger
			.error("The user " + LogText.of(user.id()) + " can't log in by TOTP: " + LogText.of(failure.getMessage()));
	}

}
