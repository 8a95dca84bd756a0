package io.github.jwt2fa.user.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * The table of the users' second-factor data. It is read and written by queries alone, so
 * that nothing of it lingers in a persistence context of the application.
 */
@InConfiguredSchema
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

}
