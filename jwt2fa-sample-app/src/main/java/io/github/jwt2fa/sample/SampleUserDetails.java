package io.github.jwt2fa.sample;

import io.github.jwt2fa.user.EmailUserDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;

/**
 * A user as Spring Security sees it, with the address that codes are sent to.
 */
class SampleUserDetails extends User implements EmailUserDetails {

	private final @Nullable String email;

	SampleUserDetails(SampleUser user) {
		super(user.getUsername(), user.getPasswordHash(), user.isEnabled(), true, true, true,
				AuthorityUtils.createAuthorityList("ROLE_USER"));
		this.email = user.getEmail();
	}

	@Override
	public @Nullable String getEmail() {
		return this.email;
	}

}
