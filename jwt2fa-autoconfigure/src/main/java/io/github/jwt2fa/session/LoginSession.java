package io.github.jwt2fa.session;

import java.time.Duration;
import java.time.Instant;

import io.github.jwt2fa.LogText;
import org.jspecify.annotations.Nullable;

/**
 * A login and what of its refresh tokens counts. Of constant size, however often it is
 * refreshed: every token but the current one and the one before is known to be old by not
 * being there.
 *
 * @param id the claim {@code sid} of its tokens, which is the {@code jti} of its first
 * refresh token
 * @param userId the user
 * @param startedAt when the user logged in
 * @param currentTokenId the {@code jti} of the refresh token that is good, or
 * {@code null} once the session was ended
 * @param previousTokenId the {@code jti} of the one before, or {@code null} if there was
 * none
 * @param refreshedAt when the current one was issued
 * @param endsAt when the session ends by itself
 */
public record LoginSession(String id, String userId, Instant startedAt, @Nullable String currentTokenId,
		@Nullable String previousTokenId, Instant refreshedAt, Instant endsAt) {

	/**
	 * A session that begins.
	 * @param id its id, also of its first refresh token
	 * @param userId the user
	 * @param startedAt when the user logged in
	 * @param endsAt when it ends by itself
	 * @return the session
	 */
	public static LoginSession begin(String id, String userId, Instant startedAt, Instant endsAt) {
		return new LoginSession(id, userId, startedAt, id, null, startedAt, endsAt);
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
		return new LoginSession(this.id, this.userId, this.startedAt, tokenId, this.currentTokenId, at, this.endsAt);
	}

	/**
	 * This session, ended.
	 * @return the session
	 */
	public LoginSession ended() {
		return new LoginSession(this.id, this.userId, this.startedAt, null, null, this.refreshedAt, this.endsAt);
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

	/**
	 * Session and user alone: with the ids of its tokens one could tell which is good.
	 */
	@Override
	public String toString() {
		return "LoginSession[id=" + LogText.of(this.id) + ", userId=" + LogText.of(this.userId) + "]";
	}

}
