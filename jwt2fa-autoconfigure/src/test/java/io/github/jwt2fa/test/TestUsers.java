package io.github.jwt2fa.test;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.user.EmailUserDetails;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Users of a test application. The service ignores case, as many do.
 */
public final class TestUsers implements UserDetailsService {

	/** The password of every user. */
	public static final String PASSWORD = "correct horse battery staple";

	private static final String HASH = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);

	private final Map<String, TestUser> users = new ConcurrentHashMap<>();

	private volatile boolean down;

	private volatile Runnable onLoad = () -> {
	};

	public static TestUsers aliceAndBob() {
		TestUsers users = new TestUsers();
		users.put(TestUser.named("alice"));
		users.put(TestUser.named("bob"));
		users.put(TestUser.named("dora").asDisabled());
		users.put(TestUser.named("noah").withoutEmail());
		users.put(TestUser.named("admin").with("ROLE_ADMIN"));
		return users;
	}

	public void put(TestUser user) {
		this.users.put(user.username().toLowerCase(Locale.ROOT), user);
	}

	public void remove(String username) {
		this.users.remove(username);
	}

	public void setDown(boolean down) {
		this.down = down;
	}

	/**
	 * What happens each time that a user is asked for, in the middle of a request.
	 */
	public void onLoad(Runnable action) {
		this.onLoad = action;
	}

	@Override
	public UserDetails loadUserByUsername(String username) {
		if (this.down) {
			throw new IllegalStateException("The user store is down");
		}
		this.onLoad.run();
		TestUser user = this.users.get(username.toLowerCase(Locale.ROOT));
		if (user == null) {
			throw new UsernameNotFoundException("No such user");
		}
		return user;
	}

	/**
	 * A user.
	 */
	public record TestUser(String username, String password, String email, boolean enabled, boolean locked,
			boolean expired, boolean credentialsExpired, String authority, Locale locale) implements EmailUserDetails {

		public static TestUser named(String username) {
			return new TestUser(username, HASH, username + "@example.com", true, false, false, false, "ROLE_USER",
					null);
		}

		public TestUser asDisabled() {
			return new TestUser(this.username, this.password, this.email, false, false, false, false, this.authority,
					this.locale);
		}

		public TestUser asLocked() {
			return new TestUser(this.username, this.password, this.email, true, true, false, false, this.authority,
					this.locale);
		}

		public TestUser asExpired() {
			return new TestUser(this.username, this.password, this.email, true, false, true, false, this.authority,
					this.locale);
		}

		public TestUser withExpiredCredentials() {
			return new TestUser(this.username, this.password, this.email, true, false, false, true, this.authority,
					this.locale);
		}

		public TestUser withoutEmail() {
			return new TestUser(this.username, this.password, null, true, false, false, false, this.authority,
					this.locale);
		}

		public TestUser withEmail(String address) {
			return new TestUser(this.username, this.password, address, true, false, false, false, this.authority,
					this.locale);
		}

		public TestUser withPassword(String stored) {
			return new TestUser(this.username, stored, this.email, true, false, false, false, this.authority,
					this.locale);
		}

		public TestUser with(String role) {
			return new TestUser(this.username, this.password, this.email, true, false, false, false, role, this.locale);
		}

		public TestUser withLocale(Locale language) {
			return new TestUser(this.username, this.password, this.email, true, false, false, false, this.authority,
					language);
		}

		@Override
		public Locale getLocale() {
			return this.locale;
		}

		@Override
		public Collection<? extends GrantedAuthority> getAuthorities() {
			return AuthorityUtils.commaSeparatedStringToAuthorityList(this.authority);
		}

		@Override
		public String getPassword() {
			return this.password;
		}

		@Override
		public String getUsername() {
			return this.username;
		}

		@Override
		public String getEmail() {
			return this.email;
		}

		@Override
		public boolean isEnabled() {
			return this.enabled;
		}

		@Override
		public boolean isAccountNonLocked() {
			return !this.locked;
		}

		@Override
		public boolean isAccountNonExpired() {
			return !this.expired;
		}

		@Override
		public boolean isCredentialsNonExpired() {
			return !this.credentialsExpired;
		}

	}

}
