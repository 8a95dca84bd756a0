package io.github.jwt2fa.method.totp;

import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.jspecify.annotations.Nullable;

/**
 * TOTP secrets from {@link UserTwoFactorAuthData}, where they are encrypted.
 */
final class StoredTotpSecretGetter implements TotpSecretGetter {

	private final UserTwoFactorAuthDataRepository repository;

	private final FernetEncryptor encryptor;

	/**
	 * A getter.
	 * @param repository where the secrets are
	 * @param encryptor opens them
	 */
	StoredTotpSecretGetter(UserTwoFactorAuthDataRepository repository, FernetEncryptor encryptor) {
		this.repository = repository;
		this.encryptor = encryptor;
	}

	@Override
	public @Nullable String getTotpSecret(TwoFactorUser user) {
		UserTwoFactorAuthData data = this.repository.findByUserId(user.id());
		String encrypted = (data != null) ? data.encryptedTotpSecret() : null;
		if (encrypted == null || encrypted.isEmpty()) {
			return null;
		}
		String secret = this.encryptor.decrypt(encrypted);
		if (secret == null) {
			throw new TotpSecretException("No key in jwt2fa.totp-encryption-key opens the TOTP secret of the user "
					+ user.id() + ": add the key that it was encrypted with to the list, behind the first");
		}
		return secret;
	}

}
