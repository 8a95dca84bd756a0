package io.github.jwt2fa.sample;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A user as the database keeps it.
 */
@Entity
@Table(name = "sample_user")
class SampleUser {

	@Id
	private String username;

	@Column(nullable = false)
	private String passwordHash;

	private @Nullable String email;

	@Column(nullable = false)
	private boolean enabled;

	private @Nullable Instant lastLogin;

	/**
	 * For JPA, which sets the fields.
	 */
	protected SampleUser() {
		this("", "");
	}

	SampleUser(String username, String passwordHash) {
		this.username = username;
		this.passwordHash = passwordHash;
	}

	String getUsername() {
		return this.username;
	}

	String getPasswordHash() {
		return this.passwordHash;
	}

	void setPasswordHash(String passwordHash) {
		this.passwordHash = passwordHash;
	}

	@Nullable String getEmail() {
		return this.email;
	}

	void setEmail(@Nullable String email) {
		this.email = email;
	}

	boolean isEnabled() {
		return this.enabled;
	}

	void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	@Nullable Instant getLastLogin() {
		return this.lastLogin;
	}

}
