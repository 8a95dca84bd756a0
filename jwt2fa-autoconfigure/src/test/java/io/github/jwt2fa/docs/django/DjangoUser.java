package io.github.jwt2fa.docs.django;

// tag::details[]
import java.util.Collection;
import java.util.List;

import io.github.jwt2fa.user.EmailUserDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

record DjangoUser(long id, String username, String password, String email, boolean isActive,
		boolean isStaff) implements EmailUserDetails {

	@Override
	public String getUsername() {
		return this.username;
	}

	@Override
	public String getPassword() {
		return this.password;
	}

	@Override
	public @Nullable String getEmail() {
		return this.email.isEmpty() ? null : this.email;
	}

	@Override
	public boolean isEnabled() {
		return this.isActive;
	}

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities() {
		return this.isStaff ? AuthorityUtils.createAuthorityList("ROLE_STAFF") : List.of();
	}

}
// end::details[]
