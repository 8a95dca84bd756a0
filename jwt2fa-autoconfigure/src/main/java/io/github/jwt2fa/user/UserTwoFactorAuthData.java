package io.github.jwt2fa.user;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorMethod;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for a user's second factor.
 *
 * @param userId the user's id
 * @param preferredMethod the method that the user chose, or {@code null} for none
 * @param encryptedTotpSecret the active TOTP secret, encrypted, or {@code null} for none
 * @since 0.1.0
 */
public record UserTwoFactorAuthData(String userId, @Nullable TwoFactorMethod preferredMethod,
		@Nullable String encryptedTotpSecret) {

	@Override
	public String toString() {
		return "UserTwoFactorAuthData[userId=" + LogText.of(this.userId) + ", preferredMethod="
				+ LogText.of(this.preferredMethod) + ", encryptedTotpSecret="
				+ ((this.encryptedTotpSecret != null) ? "***" : "none") + "]";
	}

}
