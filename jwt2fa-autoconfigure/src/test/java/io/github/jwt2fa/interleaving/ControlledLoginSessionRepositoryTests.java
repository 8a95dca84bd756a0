package io.github.jwt2fa.interleaving;

import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.session.LoginSessionRepositoryContract;
import io.github.jwt2fa.test.MutableClock;

class ControlledLoginSessionRepositoryTests extends LoginSessionRepositoryContract {

	private final LoginSessionRepository repository = new ControlledLoginSessionRepository(
			new World(new MutableClock().instant()));

	@Override
	protected LoginSessionRepository repository() {
		return this.repository;
	}

}
