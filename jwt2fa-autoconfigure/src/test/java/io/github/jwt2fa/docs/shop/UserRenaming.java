package io.github.jwt2fa.docs.shop;

// tag::renaming[]
import io.github.jwt2fa.method.FactorService;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class UserRenaming {

	private final Customers customers;

	private final UserTwoFactorAuthDataRepository secondFactors;

	private final FactorService factors;

	private final LoginSessionRepository sessions;

	UserRenaming(Customers customers, UserTwoFactorAuthDataRepository secondFactors, FactorService factors,
			LoginSessionRepository sessions) {
		this.customers = customers;
		this.secondFactors = secondFactors;
		this.factors = factors;
		this.sessions = sessions;
	}

	@Transactional
	public void rename(String username, String newUsername) {
		this.customers.rename(username, newUsername);
		UserTwoFactorAuthData data = this.secondFactors.findByUserId(username);
		this.factors.removeAll(username);
		this.factors.removeAll(newUsername);
		this.sessions.endAll(username, null);
		if (data != null) {
			this.secondFactors
				.save(new UserTwoFactorAuthData(newUsername, data.preferredMethod(), data.encryptedTotpSecret()));
		}
	}

}
// end::renaming[]
