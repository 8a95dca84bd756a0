package io.github.jwt2fa.docs;

// tag::deletion[]
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class UserDeletion {

	private final Customers customers;

	private final UserTwoFactorAuthDataRepository secondFactors;

	UserDeletion(Customers customers, UserTwoFactorAuthDataRepository secondFactors) {
		this.customers = customers;
		this.secondFactors = secondFactors;
	}

	@Transactional
	public void delete(String username) {
		this.customers.remove(username);
		this.secondFactors.deleteByUserId(username);
	}

}
// end::deletion[]
