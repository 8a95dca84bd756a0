package io.github.jwt2fa.method.passkey;

class InMemoryPasskeyRepositoryTests extends PasskeyRepositoryContract {

	private final PasskeyRepository repository = new InMemoryPasskeyRepository();

	@Override
	protected PasskeyRepository repository() {
		return this.repository;
	}

	@Override
	protected PasskeyRepository repositoryOfAnotherInstance() {
		return this.repository;
	}

}
