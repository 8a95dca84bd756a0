package io.github.jwt2fa.docs.shop;

// tag::getter[]
import io.github.jwt2fa.user.UserEmailGetter;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.stereotype.Component;

@Component
class AddressBook implements UserEmailGetter {

	private final JdbcClient jdbc;

	AddressBook(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public @Nullable String getEmail(UserDetails user) {
		return this.jdbc.sql("select email from address where username = ?")
			.param(user.getUsername())
			.query(String.class)
			.optional()
			.orElse(null);
	}

}
// end::getter[]
