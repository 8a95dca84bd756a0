package io.github.jwt2fa.docs.shop;

// tag::deletion[]
import io.github.jwt2fa.method.FactorService;
import io.github.jwt2fa.session.LoginSessionRepository;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class UserDeletion {

	private final Customers customers;

	private final FactorService factors;

	private final LoginSessionRepository sessions;

	UserDeletion(Customers customers, FactorService factors, LoginSessionRepository sessions) {
		this.customers = customers;
		this.factors = factors;
		this.sessions = sessions;
	}

	@Transactional
	public void delete(String username) {
		this.customers.remove(username);
		this.factors.removeAll(username);
		this.sessions.endAll(username, null);
	}

}
// end::deletion[]
