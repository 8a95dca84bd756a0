package io.github.jwt2fa.docs.shop;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands for the application's own store of users.
 */
class Customers {

	private final Map<String, Customer> customers = new ConcurrentHashMap<>();

	void add(Customer customer) {
		this.customers.put(customer.username(), customer);
	}

	void remove(String username) {
		this.customers.remove(username);
	}

	void rename(String username, String newUsername) {
		Customer customer = this.customers.remove(username);
		add(new Customer(newUsername, customer.passwordHash(), customer.email(), customer.phone(),
				customer.secondFactor(), customer.active()));
	}

	Optional<Customer> findByUsernameIgnoreCase(String username) {
		return Optional.ofNullable(this.customers.get(username.toLowerCase(Locale.ROOT)));
	}

}
