package io.github.jwt2fa.token;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.session.SessionToken;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A verified auth token. Immutable.
 *
 * @since 0.1.0
 */
public final class AuthToken {

	private final AuthTokenType type;

	private final String id;

	private final String userId;

	private final Instant issuedAt;

	private final Instant expiresAt;

	private final @Nullable Instant refreshExpiresAt;

	private final @Nullable String session;

	private final @Nullable Instant authTime;

	private final List<String> amr;

	private final Map<String, Instant> amrAt;

	private final Map<String, Object> claims;

	private AuthToken(Builder builder) {
		Assert.notNull(builder.type, "A token needs its type: type");
		Assert.notNull(builder.userId, "A token needs its user: userId");
		Assert.notNull(builder.issuedAt, "A token needs its start: issuedAt");
		Assert.notNull(builder.expiresAt, "A token needs its end: expiresAt");
		this.type = builder.type;
		this.id = builder.id;
		this.userId = builder.userId;
		this.issuedAt = builder.issuedAt;
		this.expiresAt = builder.expiresAt;
		this.refreshExpiresAt = builder.refreshExpiresAt;
		this.session = builder.session;
		this.authTime = builder.authTime;
		this.amr = builder.amr;
		this.amrAt = builder.amrAt;
		this.claims = builder.claims;
	}

	/**
	 * Begins to describe a token, as a test of an application needs one.
	 * @param id its id ({@code jti})
	 * @return a builder that wants to know the type, user, start and end
	 */
	public static Builder withId(String id) {
		return new Builder(id);
	}

	/**
	 * What the token is good for.
	 * @return the claim {@code token_type}
	 */
	public AuthTokenType type() {
		return this.type;
	}

	/**
	 * What the token is known by.
	 * @return the claim {@code jti}
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Whom the token is of.
	 * @return the id of the user
	 */
	public String userId() {
		return this.userId;
	}

	/**
	 * When the token was issued.
	 * @return the claim {@code iat}
	 */
	public Instant issuedAt() {
		return this.issuedAt;
	}

	/**
	 * When the token ends.
	 * @return the claim {@code exp}
	 */
	public Instant expiresAt() {
		return this.expiresAt;
	}

	/**
	 * Until when a sliding token can be refreshed.
	 * @return the claim {@code refresh_exp}, or {@code null} in any other token
	 */
	public @Nullable Instant refreshExpiresAt() {
		return this.refreshExpiresAt;
	}

	/**
	 * The login that the token stems from.
	 * @return the claim {@code sid}, or {@code null} in a token of other software
	 */
	public @Nullable String session() {
		return this.session;
	}

	/**
	 * When the user last proved who it is.
	 * @return the claim {@code auth_time}, or {@code null} if not known
	 */
	public @Nullable Instant authTime() {
		return this.authTime;
	}

	/**
	 * How the user proved who it is.
	 * @return the claim {@code amr} (<a href="https://www.rfc-editor.org/rfc/rfc8176">RFC
	 * 8176</a>); empty if not known
	 */
	public List<String> amr() {
		return this.amr;
	}

	/**
	 * When some of that was shown once more, or for the first time, after the login.
	 * @return the claim {@code amr_at}, by the names of the claim {@code amr}; what is
	 * not in it is as old as the login
	 */
	public Map<String, Instant> amrAt() {
		return this.amrAt;
	}

	/**
	 * All that the token says.
	 * @return the claims
	 */
	public Map<String, Object> claims() {
		return this.claims;
	}

	/**
	 * What it says of the login that it stems from.
	 * @return the login
	 */
	public AuthTokenSubject subject() {
		return new AuthTokenSubject(this.userId, sessionId(), this.authTime, this.amr, this.amrAt);
	}

	/**
	 * This token as it would be after another login.
	 * @param methods how that was proved
	 * (<a href="https://www.rfc-editor.org/rfc/rfc8176">RFC 8176</a>)
	 * @param time when that was
	 * @return the token, whose other claims stay as they are
	 */
	public AuthToken provedBy(List<String> methods, Instant time) {
		return toBuilder().amr(methods).amrAt(Map.of()).authTime(time).build();
	}

	/**
	 * The login that it stems from; a token of other software is one of its own.
	 * @return the id of the session
	 */
	public String sessionId() {
		return (this.session != null) ? this.session : this.id;
	}

	SessionToken sessionToken() {
		Instant refreshEnd = this.refreshExpiresAt;
		return new SessionToken(this.id, sessionId(), this.session == null, this.userId, this.issuedAt,
				(refreshEnd != null && refreshEnd.isAfter(this.expiresAt)) ? refreshEnd : this.expiresAt);
	}

	/**
	 * Begins to describe a token that differs from this one.
	 * @return a builder with all that is known of this one
	 */
	public Builder toBuilder() {
		return withId(this.id).type(this.type)
			.userId(this.userId)
			.issuedAt(this.issuedAt)
			.expiresAt(this.expiresAt)
			.refreshExpiresAt(this.refreshExpiresAt)
			.session(this.session)
			.authTime(this.authTime)
			.amr(this.amr)
			.amrAt(this.amrAt)
			.claims(this.claims);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof AuthToken token && this.type == token.type && this.id.equals(token.id)
				&& this.userId.equals(token.userId) && this.issuedAt.equals(token.issuedAt)
				&& this.expiresAt.equals(token.expiresAt)
				&& Objects.equals(this.refreshExpiresAt, token.refreshExpiresAt)
				&& Objects.equals(this.session, token.session) && Objects.equals(this.authTime, token.authTime)
				&& this.amr.equals(token.amr) && this.amrAt.equals(token.amrAt) && this.claims.equals(token.claims);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	/**
	 * The user and the type alone: claims may be secret.
	 */
	@Override
	public String toString() {
		return "AuthToken[type=" + this.type.claim() + ", userId=" + LogText.of(this.userId) + "]";
	}

	/**
	 * Describes a token. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final String id;

		private @Nullable AuthTokenType type;

		private @Nullable String userId;

		private @Nullable Instant issuedAt;

		private @Nullable Instant expiresAt;

		private @Nullable Instant refreshExpiresAt;

		private @Nullable String session;

		private @Nullable Instant authTime;

		private List<String> amr = List.of();

		private Map<String, Instant> amrAt = Map.of();

		private Map<String, Object> claims = Map.of();

		private Builder(String id) {
			Assert.notNull(id, "A token needs an id");
			this.id = id;
		}

		/**
		 * Sets what the token is good for.
		 * @param type the claim {@code token_type}
		 * @return this builder
		 */
		public Builder type(AuthTokenType type) {
			this.type = type;
			return this;
		}

		/**
		 * Sets whom the token is of.
		 * @param userId the id of the user
		 * @return this builder
		 */
		public Builder userId(String userId) {
			this.userId = userId;
			return this;
		}

		/**
		 * Sets when the token was issued.
		 * @param issuedAt the claim {@code iat}
		 * @return this builder
		 */
		public Builder issuedAt(Instant issuedAt) {
			this.issuedAt = issuedAt;
			return this;
		}

		/**
		 * Sets when the token ends.
		 * @param expiresAt the claim {@code exp}
		 * @return this builder
		 */
		public Builder expiresAt(Instant expiresAt) {
			this.expiresAt = expiresAt;
			return this;
		}

		/**
		 * Sets until when a sliding token can be refreshed.
		 * @param refreshExpiresAt the claim {@code refresh_exp}, or {@code null} in any
		 * other token
		 * @return this builder
		 */
		public Builder refreshExpiresAt(@Nullable Instant refreshExpiresAt) {
			this.refreshExpiresAt = refreshExpiresAt;
			return this;
		}

		/**
		 * Sets the login that the token stems from.
		 * @param session the claim {@code sid}, or {@code null} in a token of other
		 * software
		 * @return this builder
		 */
		public Builder session(@Nullable String session) {
			this.session = session;
			return this;
		}

		/**
		 * Sets when the user last proved who it is.
		 * @param authTime the claim {@code auth_time}, or {@code null} if not known
		 * @return this builder
		 */
		public Builder authTime(@Nullable Instant authTime) {
			this.authTime = authTime;
			return this;
		}

		/**
		 * Sets how the user proved who it is.
		 * @param amr the claim {@code amr}
		 * (<a href="https://www.rfc-editor.org/rfc/rfc8176">RFC 8176</a>); empty if not
		 * known
		 * @return this builder
		 */
		public Builder amr(List<String> amr) {
			this.amr = List.copyOf(amr);
			return this;
		}

		/**
		 * Sets when something was shown once more after the login.
		 * @param amrAt the claim {@code amr_at}, by the names of the claim {@code amr}
		 * @return this builder
		 */
		public Builder amrAt(Map<String, Instant> amrAt) {
			this.amrAt = Map.copyOf(amrAt);
			return this;
		}

		/**
		 * Sets all that the token says.
		 * @param claims the claims, which nobody may change any more
		 * @return this builder
		 */
		public Builder claims(Map<String, Object> claims) {
			this.claims = claims;
			return this;
		}

		/**
		 * The token as it was described. Whether its claims say the same is up to the
		 * caller.
		 * @return the token
		 * @throws IllegalArgumentException if its type, user, start or end is missing
		 */
		public AuthToken build() {
			return new AuthToken(this);
		}

	}

}
