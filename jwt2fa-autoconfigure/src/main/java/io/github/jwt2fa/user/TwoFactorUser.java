package io.github.jwt2fa.user;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.github.jwt2fa.LogText;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.util.Assert;

/**
 * A user of the application as the login sees it. Immutable.
 *
 * @since 0.1.0
 */
public final class TwoFactorUser {

	private final String id;

	private final String username;

	private final @Nullable String email;

	private final boolean disabled;

	private final Object principal;

	private final List<? extends GrantedAuthority> authorities;

	private final @Nullable Locale locale;

	private TwoFactorUser(Builder builder) {
		this.id = builder.id;
		this.username = builder.username;
		this.email = builder.email;
		this.disabled = builder.disabled;
		this.principal = (builder.principal != null) ? builder.principal : builder.username;
		this.authorities = builder.authorities;
		this.locale = builder.locale;
	}

	/**
	 * Begins to describe a user.
	 * @param id what the user is known by for ever: it stands in tokens and in the data
	 * of the second factor. Compared byte by byte; 1 to 255 characters
	 * @return a builder, whose username is the id until another is set
	 * @throws IllegalArgumentException if the id is blank
	 */
	public static Builder withId(String id) {
		return new Builder(id);
	}

	/**
	 * The user of Spring Security's {@link UserDetails}: id and name are its username.
	 * @param details the details
	 * @return the user
	 */
	public static TwoFactorUser of(UserDetails details) {
		return of(details, emailOf(details));
	}

	/**
	 * The user of Spring Security's {@link UserDetails} with an address that somebody
	 * else knows.
	 * @param details the details
	 * @param email the address that codes and notices go to, or {@code null} if none is
	 * known
	 * @return the user
	 */
	public static TwoFactorUser of(UserDetails details, @Nullable String email) {
		String username = details.getUsername();
		boolean enabled = details.isEnabled() && details.isAccountNonLocked() && details.isAccountNonExpired();
		Locale locale = (details instanceof EmailUserDetails withLocale) ? withLocale.getLocale() : null;
		return withId(username).email(email)
			.disabled(!enabled)
			.principal(details)
			.authorities(details.getAuthorities())
			.locale(locale)
			.build();
	}

	private static @Nullable String emailOf(UserDetails details) {
		if (details instanceof EmailUserDetails withEmail) {
			return withEmail.getEmail();
		}
		String username = details.getUsername();
		// the mail server decides what is an address: here it only has to look like one
		return (username.indexOf('@') > 0 && username.indexOf('@') < username.length() - 1) ? username : null;
	}

	/**
	 * What the user is known by for ever.
	 * @return 1 to 255 characters
	 */
	public String id() {
		return this.id;
	}

	/**
	 * The name to show.
	 * @return the name
	 */
	public String username() {
		return this.username;
	}

	/**
	 * The address that codes and notices go to.
	 * @return the address, or {@code null} if none is known
	 */
	public @Nullable String email() {
		return this.email;
	}

	/**
	 * Whether the user may not log in now.
	 * @return whether the user is disabled, locked or expired
	 */
	public boolean disabled() {
		return this.disabled;
	}

	/**
	 * The application's own object, which protected resources see.
	 * @return the object; the username unless another was set
	 */
	public Object principal() {
		return this.principal;
	}

	/**
	 * What the user may do.
	 * @return the authorities, none of them null
	 */
	public Collection<? extends GrantedAuthority> authorities() {
		return this.authorities;
	}

	/**
	 * The language that notices are written in.
	 * @return the language, or {@code null} if none is known
	 */
	public @Nullable Locale locale() {
		return this.locale;
	}

	/**
	 * Begins to describe a user that differs from this one.
	 * @return a builder with all that is known of this one
	 */
	public Builder toBuilder() {
		return withId(this.id).username(this.username)
			.email(this.email)
			.disabled(this.disabled)
			.principal(this.principal)
			.authorities(this.authorities)
			.locale(this.locale);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof TwoFactorUser user && this.id.equals(user.id) && this.username.equals(user.username)
				&& Objects.equals(this.email, user.email) && this.disabled == user.disabled
				&& this.principal.equals(user.principal) && this.authorities.equals(user.authorities)
				&& Objects.equals(this.locale, user.locale);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	/**
	 * The id alone: a principal of the application may print what it likes.
	 */
	@Override
	public String toString() {
		return "TwoFactorUser[id=" + LogText.of(this.id) + "]";
	}

	/**
	 * Describes a user. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final String id;

		private String username;

		private @Nullable String email;

		private boolean disabled;

		private @Nullable Object principal;

		private List<? extends GrantedAuthority> authorities = List.of();

		private @Nullable Locale locale;

		private Builder(String id) {
			Assert.hasText(id, "A user needs an id");
			this.id = id;
			this.username = id;
		}

		/**
		 * Sets the name to show.
		 * @param username the name
		 * @return this builder
		 */
		public Builder username(String username) {
			this.username = username;
			return this;
		}

		/**
		 * Sets the address that codes and notices go to.
		 * @param email the address, or {@code null} if none is known
		 * @return this builder
		 */
		public Builder email(@Nullable String email) {
			this.email = email;
			return this;
		}

		/**
		 * Sets whether the user may not log in now.
		 * @param disabled whether the user is disabled, locked or expired
		 * @return this builder
		 */
		public Builder disabled(boolean disabled) {
			this.disabled = disabled;
			return this;
		}

		/**
		 * Sets the application's own object, which protected resources see.
		 * @param principal the object, such as {@link UserDetails}
		 * @return this builder
		 */
		public Builder principal(Object principal) {
			this.principal = principal;
			return this;
		}

		/**
		 * Sets what the user may do. Some user services return null for no authorities,
		 * or for one that they don't know: null is left out.
		 * @param authorities the authorities
		 * @return this builder
		 */
		public Builder authorities(@Nullable Collection<? extends @Nullable GrantedAuthority> authorities) {
			this.authorities = (authorities != null) ? authorities.stream().filter(Objects::nonNull).toList()
					: List.of();
			return this;
		}

		/**
		 * Sets the language that notices are written in.
		 * @param locale the language, or {@code null} if none is known
		 * @return this builder
		 */
		public Builder locale(@Nullable Locale locale) {
			this.locale = locale;
			return this;
		}

		/**
		 * The user as it was described.
		 * @return the user
		 */
		public TwoFactorUser build() {
			return new TwoFactorUser(this);
		}

	}

}
