package io.github.jwt2fa.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorMethod;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A login and what of its refresh tokens counts. Of constant size, however often it is
 * refreshed: every token but the current one and the one before is known to be old by not
 * being there. Immutable.
 *
 * @since 0.1.0
 */
public final class LoginSession {

	private final String id;

	private final String userId;

	private final Instant startedAt;

	private final @Nullable String currentTokenId;

	private final @Nullable String previousTokenId;

	private final Instant refreshedAt;

	private final Instant endsAt;

	private final @Nullable TwoFactorMethod method;

	private final @Nullable String deviceName;

	private LoginSession(Builder builder) {
		Assert.notNull(builder.userId, "A session needs its user: userId");
		Assert.notNull(builder.startedAt, "A session needs its start: startedAt");
		Assert.notNull(builder.endsAt, "A session needs its end: endsAt");
		this.id = builder.id;
		this.userId = builder.userId;
		this.startedAt = builder.startedAt;
		this.currentTokenId = builder.currentTokenId;
		this.previousTokenId = builder.previousTokenId;
		this.refreshedAt = (builder.refreshedAt != null) ? builder.refreshedAt : builder.startedAt;
		this.endsAt = builder.endsAt;
		this.method = builder.method;
		this.deviceName = builder.deviceName;
	}

	/**
	 * Begins to describe a session as a repository has kept it.
	 * @param id the claim {@code sid} of its tokens, which is the {@code jti} of its
	 * first refresh token
	 * @return a builder that wants to know the user, start and end; a session without a
	 * current token is one that was ended
	 */
	public static Builder withId(String id) {
		return new Builder(id);
	}

	/**
	 * A session that begins.
	 * @param id its id, also of its first refresh token
	 * @param userId the user
	 * @param startedAt when the user logged in
	 * @param endsAt when it ends by itself
	 * @return the session
	 */
	public static LoginSession begin(String id, String userId, Instant startedAt, Instant endsAt) {
		return withId(id).userId(userId).startedAt(startedAt).currentTokenId(id).endsAt(endsAt).build();
	}

	/**
	 * What the session is known by.
	 * @return the claim {@code sid} of its tokens, which is the {@code jti} of its first
	 * refresh token
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Who logged in.
	 * @return the id of the user
	 */
	public String userId() {
		return this.userId;
	}

	/**
	 * When the user logged in.
	 * @return the start
	 */
	public Instant startedAt() {
		return this.startedAt;
	}

	/**
	 * The refresh token that is good.
	 * @return its {@code jti}, or {@code null} once the session was ended
	 */
	public @Nullable String currentTokenId() {
		return this.currentTokenId;
	}

	/**
	 * The refresh token that was good before.
	 * @return its {@code jti}, or {@code null} if there was none
	 */
	public @Nullable String previousTokenId() {
		return this.previousTokenId;
	}

	/**
	 * When the session was refreshed last, by which its current refresh token was issued
	 * where they rotate.
	 * @return the time of the last refresh; the start before the first
	 */
	public Instant refreshedAt() {
		return this.refreshedAt;
	}

	/**
	 * When the session ends by itself.
	 * @return the end
	 */
	public Instant endsAt() {
		return this.endsAt;
	}

	/**
	 * What completed the login, on a trusted device what was shown on it before.
	 * @return the method, or {@code null} if other software issued the tokens
	 */
	public @Nullable TwoFactorMethod method() {
		return this.method;
	}

	/**
	 * What the client called the device that it runs on. Nobody has checked it.
	 * @return the name, or {@code null} if the client told none
	 */
	public @Nullable String deviceName() {
		return this.deviceName;
	}

	/**
	 * Whether the session is over.
	 * @param now the time
	 * @return whether it was ended, or has ended by itself
	 */
	public boolean isOver(Instant now) {
		return this.currentTokenId == null || !now.isBefore(this.endsAt);
	}

	/**
	 * This session with another refresh token.
	 * @param tokenId the {@code jti} of the successor
	 * @param at when it was issued
	 * @return the session
	 */
	public LoginSession refreshed(String tokenId, Instant at) {
		return toBuilder().currentTokenId(tokenId).previousTokenId(this.currentTokenId).refreshedAt(at).build();
	}

	/**
	 * This session, refreshed by a token that stays the one that is good. The one before
	 * is not repeated after that.
	 * @param at when it was refreshed
	 * @return the session
	 */
	LoginSession refreshed(Instant at) {
		return toBuilder().previousTokenId(null).refreshedAt(at).build();
	}

	/**
	 * This session, ended.
	 * @return the session
	 */
	public LoginSession ended() {
		return toBuilder().currentTokenId(null).previousTokenId(null).build();
	}

	/**
	 * Begins to describe a session that differs from this one.
	 * @return a builder with all that is known of this one
	 */
	public Builder toBuilder() {
		return withId(this.id).userId(this.userId)
			.startedAt(this.startedAt)
			.currentTokenId(this.currentTokenId)
			.previousTokenId(this.previousTokenId)
			.refreshedAt(this.refreshedAt)
			.endsAt(this.endsAt)
			.method(this.method)
			.deviceName(this.deviceName);
	}

	/**
	 * Whether a refresh token is the one that is good.
	 */
	boolean isCurrent(String tokenId) {
		return tokenId.equals(this.currentTokenId);
	}

	/**
	 * Whether a refresh token was good until a moment ago, and its successor was not used
	 * yet: the client may not have got the answer.
	 */
	boolean isRepeated(String tokenId, Instant now, Duration grace) {
		return tokenId.equals(this.previousTokenId) && isJustRefreshed(now, grace);
	}

	/**
	 * Whether the current refresh token was issued a moment ago, so that another tab of
	 * the same browser may still have an older one. Without a grace it never was, also
	 * where another host's clock is ahead of this one.
	 */
	boolean isJustRefreshed(Instant now, Duration grace) {
		return !grace.isZero() && now.isBefore(this.refreshedAt.plus(grace));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof LoginSession session && this.id.equals(session.id) && this.userId.equals(session.userId)
				&& this.startedAt.equals(session.startedAt)
				&& Objects.equals(this.currentTokenId, session.currentTokenId)
				&& Objects.equals(this.previousTokenId, session.previousTokenId)
				&& this.refreshedAt.equals(session.refreshedAt) && this.endsAt.equals(session.endsAt)
				&& Objects.equals(this.method, session.method) && Objects.equals(this.deviceName, session.deviceName);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	/**
	 * Session and user alone: with the ids of its tokens one could tell which is good.
	 */
	@Override
	public String toString() {
		return "LoginSession[id=" + LogText.of(this.id) + ", userId=" + LogText.of(this.userId) + "]";
	}

	/**
	 * Describes a session. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final String id;

		private @Nullable String userId;

		private @Nullable Instant startedAt;

		private @Nullable String currentTokenId;

		private @Nullable String previousTokenId;

		private @Nullable Instant refreshedAt;

		private @Nullable Instant endsAt;

		private @Nullable TwoFactorMethod method;

		private @Nullable String deviceName;

		private Builder(String id) {
			Assert.notNull(id, "A session needs an id");
			this.id = id;
		}

		/**
		 * Sets who logged in.
		 * @param userId the id of the user
		 * @return this builder
		 */
		public Builder userId(String userId) {
			this.userId = userId;
			return this;
		}

		/**
		 * Sets when the user logged in.
		 * @param startedAt the start
		 * @return this builder
		 */
		public Builder startedAt(Instant startedAt) {
			this.startedAt = startedAt;
			return this;
		}

		/**
		 * Sets the refresh token that is good.
		 * @param currentTokenId its {@code jti}, or {@code null} for a session that was
		 * ended
		 * @return this builder
		 */
		public Builder currentTokenId(@Nullable String currentTokenId) {
			this.currentTokenId = currentTokenId;
			return this;
		}

		/**
		 * Sets the refresh token that was good before.
		 * @param previousTokenId its {@code jti}, or {@code null} if there was none
		 * @return this builder
		 */
		public Builder previousTokenId(@Nullable String previousTokenId) {
			this.previousTokenId = previousTokenId;
			return this;
		}

		/**
		 * Sets when the session was refreshed last.
		 * @param refreshedAt the time of the last refresh; the start unless another is
		 * set
		 * @return this builder
		 */
		public Builder refreshedAt(Instant refreshedAt) {
			this.refreshedAt = refreshedAt;
			return this;
		}

		/**
		 * Sets when the session ends by itself.
		 * @param endsAt the end
		 * @return this builder
		 */
		public Builder endsAt(Instant endsAt) {
			this.endsAt = endsAt;
			return this;
		}

		/**
		 * Sets what completed the login.
		 * @param method the method, or {@code null} if it is not known
		 * @return this builder
		 */
		public Builder method(@Nullable TwoFactorMethod method) {
			this.method = method;
			return this;
		}

		/**
		 * Sets what the client called the device that it runs on.
		 * @param deviceName the name, or {@code null} if it told none
		 * @return this builder
		 */
		public Builder deviceName(@Nullable String deviceName) {
			this.deviceName = deviceName;
			return this;
		}

		/**
		 * The session as it was described.
		 * @return the session
		 * @throws IllegalArgumentException if its user, start or end is missing
		 */
		public LoginSession build() {
			return new LoginSession(this);
		}

	}

}
