package io.github.jwt2fa.docs.shop;

// tag::service[]
import java.util.List;

import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Service;

@Service
class StaffUserService implements TwoFactorUserService {

	private final StaffDirectory directory;

	StaffUserService(StaffDirectory directory) {
		this.directory = directory;
	}

	@Override
	public @Nullable TwoFactorUser findById(String id) {
		return toUser(this.directory.findByNumber(id));
	}

	@Override
	public @Nullable TwoFactorUser findByAuthentication(Authentication authentication) {
		// the name as typed: good for asking the directory, and for nothing else
		return toUser(this.directory.findByLogin(authentication.getName()));
	}

	private static @Nullable TwoFactorUser toUser(StaffDirectory.@Nullable Entry entry) {
		return (entry != null) ? TwoFactorUser.withId(entry.number())
			.username(entry.login())
			.email(entry.mail())
			.disabled(entry.locked())
			.principal(entry)
			.authorities(List.of(new SimpleGrantedAuthority("ROLE_STAFF")))
			.build() : null;
	}

}
// end::service[]
