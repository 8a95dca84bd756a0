package io.github.jwt2fa.device;

class InMemoryTrustedDeviceRepositoryTests extends TrustedDeviceRepositoryContract {

	private final InMemoryTrustedDeviceRepository repository = new InMemoryTrustedDeviceRepository();

	@Override
	protected TrustedDeviceRepository repository() {
		return this.repository;
	}

}
