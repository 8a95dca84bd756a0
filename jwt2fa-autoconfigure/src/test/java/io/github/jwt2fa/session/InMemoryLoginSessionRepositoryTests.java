package io.github.jwt2fa.session;

class InMemoryLoginSessionRepositoryTests extends LoginSessionRepositoryContract {

	private final InMemoryLoginSessionRepository repository = new InMemoryLoginSessionRepository();

	@Override
	protected LoginSessionRepository repository() {
		return this.repository;
	}

}
