package io.github.jwt2fa.method.passkey;

import java.time.Instant;
import java.util.List;

/**
 * A place for passkeys that can't be reached.
 */
final class DownRepository implements PasskeyRepository {

	@Override
	public Passkey findById(String id) {
		throw new Down();
	}

	@Override
	public List<Passkey> findByUserId(String userId) {
		throw new Down();
	}

	@Override
	public boolean insert(Passkey passkey) {
		throw new Down();
	}

	@Override
	public boolean updateUse(String id, long signatureCounter, boolean backedUp, Instant usedAt) {
		throw new Down();
	}

	@Override
	public boolean delete(String userId, String id) {
		throw new Down();
	}

	@Override
	public boolean deleteByUserId(String userId) {
		throw new Down();
	}

	static final class Down extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
