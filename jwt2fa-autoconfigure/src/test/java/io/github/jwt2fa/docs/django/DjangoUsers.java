package io.github.jwt2fa.docs.django;

// tag::service[]
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;

@Service
class DjangoUsers implements UserDetailsService, TwoFactorUserService {

	private static final String SELECT = "select id, username, password, email, is_active, is_staff from auth_user ";

	private final JdbcClient jdbc;

	DjangoUsers(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public UserDetails loadUserByUsername(String username) {
		DjangoUser user = find("where username = ?", username);
		if (user == null) {
			throw new UsernameNotFoundException("No such user");
		}
		return user;
	}

	@Override
	public @Nullable TwoFactorUser findById(String id) {
		Long key = primaryKey(id);
		return (key != null) ? toUser(find("where id = ?", key)) : null;
	}

	@Override
	public @Nullable TwoFactorUser findByAuthentication(Authentication authentication) {
		return toUser(find("where username = ?", authentication.getName()));
	}

	/**
	 * A number as Django writes it: no sign, no zero before it.
	 */
	private static @Nullable Long primaryKey(String id) {
		try {
			long key = Long.parseLong(id);
			return String.valueOf(key).equals(id) ? key : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private @Nullable DjangoUser find(String condition, Object value) {
		return this.jdbc.sql(SELECT + condition).param(value).query(DjangoUser.class).optional().orElse(null);
	}

	private static @Nullable TwoFactorUser toUser(@Nullable DjangoUser user) {
		return (user != null) ? TwoFactorUser.withId(String.valueOf(user.id()))
			.username(user.username())
			.email(user.getEmail())
			.disabled(!user.isEnabled())
			.principal(user)
			.authorities(user.getAuthorities())
			.build() : null;
	}

}
// end::service[]
