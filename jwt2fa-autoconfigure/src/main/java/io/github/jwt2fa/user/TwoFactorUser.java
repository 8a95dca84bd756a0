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
 * A user of the application as the login sees it.
 *
 * @param id what the user is known by for ever: it stands in tokens and in the data of
 * the second factor. Compared byte by byte; 1 to 255 characters
 * @param username the name to show
 * @param email the address that codes and notices go to, or {@code null} if none is known
 * @param disabled whether the user may not log in now (disabled, locked or expired)
 * @param principal the application's own object, which protected resources see
 * @param authorities what the user may do; null among them is left out
 * @param locale the language that notices are written in, or {@code null} if none is
 * known
 */
public record TwoFactorUser(String id, String username, @Nullable String email, boolean disabled, Object principal,
		Collection<? extends GrantedAuthority> authorities, @Nullable Locale locale) {

	public TwoFactorUser {
		Assert.hasText(id, "A user needs an id");
		authorities = withoutNull(authorities);
	}

	/**
	 * A user whose language is not known.
	 * @param id what the user is known by for ever
	 * @param username the name to show
	 * @param email the address that codes and notices go to, or {@code null} if none is
	 * known
	 * @param disabled whether the user may not log in now
	 * @param principal the application's own object
	 * @param authorities what the user may do
	 */
	public TwoFactorUser(String id, String username, @Nullable String email, boolean disabled, Object principal,
			Collection<? extends GrantedAuthority> authorities) {
		this(id, username, email, disabled, principal, authorities, null);
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
		return new TwoFactorUser(username, username, email, !enabled, details, details.getAuthorities(), locale);
	}

	/**
	 * Some user services return null for no authorities, or for one that they don't know.
	 */
	private static Collection<? extends GrantedAuthority> withoutNull(
			@Nullable Collection<? extends GrantedAuthority> authorities) {
		return (authorities != null) ? authorities.stream().filter(Objects::nonNull).toList() : List.of();
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
	 * The id alone: a principal of the application may print what it likes.
	 */
	@Override
	public String toString() {
		return "TwoFactorUser[id=" + LogText.of(this.id) + "]";
	}

}
