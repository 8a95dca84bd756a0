package io.github.jwt2fa.method.recovery;

class InMemoryRecoveryCodeRepositoryTests extends RecoveryCodeRepositoryContract {

	private final RecoveryCodeRepository repository = new InMemoryRecoveryCodeRepository();

	@Override
	protected RecoveryCodeRepository repository() {
		return this.repository;
	}

	@Override
	protected RecoveryCodeRepository repositoryOfAnotherInstance() {
		return this.repository;
	}

}
