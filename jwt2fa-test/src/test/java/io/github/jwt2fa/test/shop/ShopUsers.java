package io.github.jwt2fa.test.shop;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * The users, whom a slice leaves out.
 */
@Configuration(proxyBeanMethods = false)
class ShopUsers {

	@Bean
	UserDetailsService users() {
		return (username) -> {
			if (!username.matches("[a-z0-9-]+")) {
				throw new UsernameNotFoundException("No such user");
			}
			return new ShopApplication.ShopUser(username);
		};
	}

}
