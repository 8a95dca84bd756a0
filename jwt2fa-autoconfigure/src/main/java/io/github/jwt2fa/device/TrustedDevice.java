package io.github.jwt2fa.device;

import java.time.Instant;
import java.util.Objects;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorMethod;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A device that is asked for the password alone, as it is kept: nobody can log in by what
 * stands here. Immutable.
 *
 * @since 0.1.0
 */
public final class TrustedDevice {

	private final String id;

	private final String userId;

	private final TwoFactorMethod method;

	private final @Nullable String name;

	private final @Nullable String passwordFingerprint;

	private final Instant createdAt;

	private final Instant lastUsedAt;

	private final Instant endsAt;

	private TrustedDevice(Builder builder) {
		Assert.notNull(builder.userId, "A trusted device needs its user: userId");
		Assert.notNull(builder.method, "A trusted device needs what was shown on it: method");
		Assert.notNull(builder.createdAt, "A trusted device needs its beginning: createdAt");
		Assert.notNull(builder.endsAt, "A trusted device needs its end: endsAt");
		this.id = builder.id;
		this.userId = builder.userId;
		this.method = builder.method;
		this.name = builder.name;
		this.passwordFingerprint = builder.passwordFingerprint;
		this.createdAt = builder.createdAt;
		this.lastUsedAt = (builder.lastUsedAt != null) ? builder.lastUsedAt : builder.createdAt;
		this.endsAt = builder.endsAt;
	}

	/**
	 * Begins to describe a device as a repository has kept it.
	 * @param id the SHA-256 of its token, 64 hexadecimal characters
	 * @return a builder that wants to know the user, method, beginning and end
	 */
	public static Builder withId(String id) {
		return new Builder(id);
	}

	/**
	 * What the device is known by.
	 * @return the SHA-256 of its token, 64 hexadecimal characters, which buys nothing
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Whose device it is.
	 * @return the id of the user
	 */
	public String userId() {
		return this.userId;
	}

	/**
	 * The second factor that was shown on it.
	 * @return the method
	 */
	public TwoFactorMethod method() {
		return this.method;
	}

	/**
	 * What the client called it. Nobody has checked it.
	 * @return the name, or {@code null} if the client told none
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * The password that the user had then.
	 * @return an HMAC of the stored hash, or {@code null} if that was not known
	 */
	public @Nullable String passwordFingerprint() {
		return this.passwordFingerprint;
	}

	/**
	 * Since when it is trusted.
	 * @return the time of the second factor
	 */
	public Instant createdAt() {
		return this.createdAt;
	}

	/**
	 * When the last login by it was.
	 * @return the time; the beginning before the first
	 */
	public Instant lastUsedAt() {
		return this.lastUsedAt;
	}

	/**
	 * Until when it is trusted, however often it is used.
	 * @return the end
	 */
	public Instant endsAt() {
		return this.endsAt;
	}

	/**
	 * Whether it is trusted no more.
	 * @param now the time
	 * @return whether its end has come
	 */
	public boolean isOver(Instant now) {
		return !now.isBefore(this.endsAt);
	}

	/**
	 * Begins to describe a device that differs from this one.
	 * @return a builder with all that is known of this one
	 */
	public Builder toBuilder() {
		return withId(this.id).userId(this.userId)
			.method(this.method)
			.name(this.name)
			.passwordFingerprint(this.passwordFingerprint)
			.createdAt(this.createdAt)
			.lastUsedAt(this.lastUsedAt)
			.endsAt(this.endsAt);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof TrustedDevice device && this.id.equals(device.id) && this.userId.equals(device.userId)
				&& this.method.equals(device.method) && Objects.equals(this.name, device.name)
				&& Objects.equals(this.passwordFingerprint, device.passwordFingerprint)
				&& this.createdAt.equals(device.createdAt) && this.lastUsedAt.equals(device.lastUsedAt)
				&& this.endsAt.equals(device.endsAt);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	/**
	 * Without the password's fingerprint.
	 */
	@Override
	public String toString() {
		return "TrustedDevice[id=" + LogText.of(this.id) + ", userId=" + LogText.of(this.userId) + ", method="
				+ LogText.of(this.method) + "]";
	}

	/**
	 * Describes a device. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final String id;

		private @Nullable String userId;

		private @Nullable TwoFactorMethod method;

		private @Nullable String name;

		private @Nullable String passwordFingerprint;

		private @Nullable Instant createdAt;

		private @Nullable Instant lastUsedAt;

		private @Nullable Instant endsAt;

		private Builder(String id) {
			Assert.notNull(id, "A trusted device needs an id");
			this.id = id;
		}

		/**
		 * Sets whose device it is.
		 * @param userId the id of the user
		 * @return this builder
		 */
		public Builder userId(String userId) {
			this.userId = userId;
			return this;
		}

		/**
		 * Sets the second factor that was shown on it.
		 * @param method the method
		 * @return this builder
		 */
		public Builder method(TwoFactorMethod method) {
			this.method = method;
			return this;
		}

		/**
		 * Sets what the client called it.
		 * @param name the name, or {@code null} if the client told none
		 * @return this builder
		 */
		public Builder name(@Nullable String name) {
			this.name = name;
			return this;
		}

		/**
		 * Sets the password that the user had then.
		 * @param passwordFingerprint an HMAC of the stored hash, or {@code null} if that
		 * was not known
		 * @return this builder
		 */
		public Builder passwordFingerprint(@Nullable String passwordFingerprint) {
			this.passwordFingerprint = passwordFingerprint;
			return this;
		}

		/**
		 * Sets since when it is trusted.
		 * @param createdAt the time of the second factor
		 * @return this builder
		 */
		public Builder createdAt(Instant createdAt) {
			this.createdAt = createdAt;
			return this;
		}

		/**
		 * Sets when the last login by it was.
		 * @param lastUsedAt the time; the beginning unless another is set
		 * @return this builder
		 */
		public Builder lastUsedAt(Instant lastUsedAt) {
			this.lastUsedAt = lastUsedAt;
			return this;
		}

		/**
		 * Sets until when it is trusted.
		 * @param endsAt the end
		 * @return this builder
		 */
		public Builder endsAt(Instant endsAt) {
			this.endsAt = endsAt;
			return this;
		}

		/**
		 * The device as it was described.
		 * @return the device
		 * @throws IllegalArgumentException if its user, method, beginning or end is
		 * missing
		 */
		public TrustedDevice build() {
			return new TrustedDevice(this);
		}

	}

}
