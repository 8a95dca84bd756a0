package io.github.jwt2fa.docs.shop;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The application that the guide's examples belong to.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ CustomerDetailsService.class, MeController.class })
public class Shop {

	public static final String PASSWORD = "correct horse battery staple";

	private static final String HASH = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);

	@Bean
	Customers customers() {
		Customers customers = new Customers();
		customers.add(new Customer("alice", HASH, "alice@example.com", "+4915112345", null, true));
		customers.add(new Customer("bob", HASH, "bob@example.com", null, "no-2fa", true));
		return customers;
	}

}
