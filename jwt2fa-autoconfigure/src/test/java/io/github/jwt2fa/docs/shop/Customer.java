package io.github.jwt2fa.docs.shop;

// tag::details[]
import java.util.Collection;
import java.util.List;

import io.github.jwt2fa.user.EmailUserDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

record Customer(String username, String passwordHash, @Nullable String email, @Nullable String phone,
		@Nullable String secondFactor, boolean active) implements EmailUserDetails {

	@Override
	public String getUsername() {
		return this.username;
	}

	@Override
	public String getPassword() {
		return this.passwordHash;
	}

	@Override
	public @Nullable String getEmail() {
		return this.email;
	}

	@Override
	public boolean isEnabled() {
		return this.active;
	}

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities() {
		return List.of(new SimpleGrantedAuthority("ROLE_CUSTOMER"));
	}

}
// end::details[]
