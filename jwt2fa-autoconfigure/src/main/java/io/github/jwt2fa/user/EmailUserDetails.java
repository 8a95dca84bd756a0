package io.github.jwt2fa.user;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.userdetails.UserDetails;

/**
 * User details that know the user's e-mail address. Without it, codes go to the username
 * where that is an address.
 *
 * @since 0.1.0
 */
public interface EmailUserDetails extends UserDetails {

	/**
	 * Where codes and notices are sent.
	 * @return the address, or {@code null} if none is known
	 */
	@Nullable String getEmail();

	/**
	 * The language that notices are written in. (Codes are in that of the request.)
	 * @return the language, or {@code null} for {@code spring.web.locale} or, without
	 * that, the one of the JVM
	 */
	default @Nullable Locale getLocale() {
		return null;
	}

}
