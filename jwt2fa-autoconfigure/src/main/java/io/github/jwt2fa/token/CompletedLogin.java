package io.github.jwt2fa.token;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A login whose every step succeeded, and for which tokens are issued. Immutable.
 *
 * @since 0.1.0
 */
public final class CompletedLogin {

	private final TwoFactorUser user;

	private final TwoFactorMethod method;

	private final List<String> amr;

	private final Instant at;

	private final String session;

	private CompletedLogin(Builder builder) {
		Assert.notNull(builder.method, "A login needs its method: method");
		Assert.notNull(builder.at, "A login needs its time: at");
		Assert.notNull(builder.session, "A login needs its id: session");
		this.user = builder.user;
		this.method = builder.method;
		this.amr = builder.amr;
		this.at = builder.at;
		this.session = builder.session;
	}

	/**
	 * Begins to describe a login, as a test of an application needs one.
	 * @param user the user
	 * @return a builder that wants to know the method, time and session
	 */
	public static Builder withUser(TwoFactorUser user) {
		return new Builder(user);
	}

	/**
	 * Who logged in.
	 * @return the user
	 */
	public TwoFactorUser user() {
		return this.user;
	}

	/**
	 * The method that completed the login.
	 * @return the method
	 */
	public TwoFactorMethod method() {
		return this.method;
	}

	/**
	 * How the user proved who it is, as the claim {@code amr} says it.
	 * @return the methods (<a href="https://www.rfc-editor.org/rfc/rfc8176.html">RFC
	 * 8176</a>)
	 */
	public List<String> amr() {
		return this.amr;
	}

	/**
	 * When the login was completed.
	 * @return the time
	 */
	public Instant at() {
		return this.at;
	}

	/**
	 * The id of the login, which all its tokens carry.
	 * @return the claim {@code sid}
	 */
	public String session() {
		return this.session;
	}

	AuthTokenSubject subject() {
		return new AuthTokenSubject(this.user.id(), this.session, this.at, this.amr, Map.of());
	}

	/**
	 * Begins to describe a login that differs from this one.
	 * @return a builder with all that is known of this one
	 */
	public Builder toBuilder() {
		return withUser(this.user).method(this.method).amr(this.amr).at(this.at).session(this.session);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CompletedLogin login && this.user.equals(login.user) && this.method.equals(login.method)
				&& this.amr.equals(login.amr) && this.at.equals(login.at) && this.session.equals(login.session);
	}

	@Override
	public int hashCode() {
		return this.session.hashCode();
	}

	@Override
	public String toString() {
		return "CompletedLogin[user=" + this.user + ", method=" + LogText.of(this.method) + ", session="
				+ LogText.of(this.session) + "]";
	}

	/**
	 * Describes a login. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final TwoFactorUser user;

		private @Nullable TwoFactorMethod method;

		private List<String> amr = List.of();

		private @Nullable Instant at;

		private @Nullable String session;

		private Builder(TwoFactorUser user) {
			Assert.notNull(user, "A login needs a user");
			this.user = user;
		}

		/**
		 * Sets the method that completed the login.
		 * @param method the method
		 * @return this builder
		 */
		public Builder method(TwoFactorMethod method) {
			this.method = method;
			return this;
		}

		/**
		 * Sets how the user proved who it is, as the claim {@code amr} says it.
		 * @param amr the methods, such as {@code TwoFactorMethods.amr(method)} names
		 * them; none unless they are set
		 * @return this builder
		 */
		public Builder amr(List<String> amr) {
			this.amr = List.copyOf(amr);
			return this;
		}

		/**
		 * Sets when the login was completed.
		 * @param at the time
		 * @return this builder
		 */
		public Builder at(Instant at) {
			this.at = at;
			return this;
		}

		/**
		 * Sets the id of the login, which all its tokens carry.
		 * @param session the claim {@code sid}
		 * @return this builder
		 */
		public Builder session(String session) {
			this.session = session;
			return this;
		}

		/**
		 * The login as it was described.
		 * @return the login
		 * @throws IllegalArgumentException if its method, time or session is missing
		 */
		public CompletedLogin build() {
			return new CompletedLogin(this);
		}

	}

}
