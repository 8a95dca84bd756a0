package io.github.jwt2fa.docs.shop;

// tag::service[]
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;

@Service
class CustomerDetailsService implements UserDetailsService {

	private final Customers customers;

	CustomerDetailsService(Customers customers) {
		this.customers = customers;
	}

	@Override
	public UserDetails loadUserByUsername(String username) {
		return this.customers.findByUsernameIgnoreCase(username)
			.orElseThrow(() -> new UsernameNotFoundException("No such customer"));
	}

}
// end::service[]
