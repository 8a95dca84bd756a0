package io.github.jwt2fa.test.shop;

import java.util.Collection;

import io.github.jwt2fa.user.EmailUserDetails;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * An application that knows nothing of the kit.
 */
@SpringBootApplication
@EnableMethodSecurity
public class ShopApplication {

	/** The password of every user. */
	public static final String PASSWORD = "correct horse battery staple";

	/**
	 * Any name of small letters, digits and dashes is a user.
	 */
	public record ShopUser(String username) implements EmailUserDetails {

		@Override
		public String getUsername() {
			return this.username;
		}

		@Override
		public String getPassword() {
			return "{noop}" + PASSWORD;
		}

		@Override
		public String getEmail() {
			return this.username + "@example.com";
		}

		@Override
		public Collection<? extends GrantedAuthority> getAuthorities() {
			return AuthorityUtils.createAuthorityList("ROLE_CUSTOMER");
		}

	}

}
