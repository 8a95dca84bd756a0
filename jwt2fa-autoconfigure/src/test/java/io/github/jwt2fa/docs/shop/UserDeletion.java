package io.github.jwt2fa.docs.shop;

// tag::deletion[]
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class UserDeletion {

	private final Customers customers;

	private final UserTwoFactorAuthDataRepository secondFactors;

	private final LoginSessionRepository sessions;

	UserDeletion(Customers customers, UserTwoFactorAuthDataRepository secondFactors, LoginSessionRepository sessions) {
		this.customers = customers;
		this.secondFactors = secondFactors;
		this.sessions = sessions;
	}

	@Transactional
	public void delete(String username) {
		this.customers.remove(username);
		this.secondFactors.deleteByUserId(username);
		this.sessions.endAll(username, null);
	}

}
// end::deletion[]
