package io.github.jwt2fa.session.jpa;

import io.github.jwt2fa.jpa.ComparedByteByByte;
import io.github.jwt2fa.jpa.InConfiguredSchema;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * The table of the sessions. Times are milliseconds since 1970, which no time zone of a
 * driver or a database changes.
 */
@InConfiguredSchema
@Entity(name = "Jwt2faLoginSession")
@Table(name = "jwt2fa_login_session", indexes = { @Index(name = "jwt2fa_login_session_user_id", columnList = "user_id"),
		@Index(name = "jwt2fa_login_session_ends_at", columnList = "ends_at") })
class LoginSessionEntity {

	@Id
	@ComparedByteByByte
	@Column(name = "session_id", nullable = false, length = 255)
	private String id;

	@ComparedByteByByte
	@Column(name = "user_id", nullable = false, length = 255)
	private String userId;

	@Column(name = "started_at", nullable = false)
	private long startedAt;

	@ComparedByteByByte
	@Column(name = "current_token_id", length = 255)
	private @Nullable String currentTokenId;

	@ComparedByteByByte
	@Column(name = "previous_token_id", length = 255)
	private @Nullable String previousTokenId;

	@Column(name = "refreshed_at", nullable = false)
	private long refreshedAt;

	@Column(name = "ends_at", nullable = false)
	private long endsAt;

	/**
	 * For JPA, which sets the fields.
	 */
	protected LoginSessionEntity() {
		this.id = "";
		this.userId = "";
	}

}
