package io.github.jwt2fa.user.jpa;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@link UserTwoFactorAuthData}.
 */
@Entity(name = "Jwt2faUserTwoFactorAuthData")
@Table(name = "jwt2fa_user_two_factor_auth_data")
class UserTwoFactorAuthDataEntity {

	@Id
	@ComparedByteByByte
	@Column(name = "user_id", nullable = false, length = 255)
	private String userId;

	@Column(name = "preferred_method", length = 64)
	private @Nullable String preferredMethod;

	@Column(name = "totp_secret", length = 255)
	private @Nullable String totpSecret;

	/**
	 * For JPA, which sets the fields.
	 */
	protected UserTwoFactorAuthDataEntity() {
		this.userId = "";
	}

	UserTwoFactorAuthDataEntity(String userId) {
		this.userId = userId;
	}

	void set(UserTwoFactorAuthData data) {
		this.preferredMethod = (data.preferredMethod() != null) ? data.preferredMethod().value() : null;
		this.totpSecret = data.encryptedTotpSecret();
	}

	boolean belongsTo(String id) {
		return this.userId.equals(id);
	}

	UserTwoFactorAuthData toData() {
		String method = this.preferredMethod;
		return new UserTwoFactorAuthData(this.userId,
				(method != null && !method.isBlank()) ? TwoFactorMethod.of(method) : null, this.totpSecret);
	}

}
