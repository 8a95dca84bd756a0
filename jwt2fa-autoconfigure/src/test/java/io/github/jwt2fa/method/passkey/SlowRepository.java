package io.github.jwt2fa.method.passkey;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Passkeys in memory, where something may happen before one is written.
 */
final class SlowRepository implements PasskeyRepository {

	private final PasskeyRepository passkeys = new InMemoryPasskeyRepository();

	private @Nullable Runnable beforeNextInsert;

	void beforeNextInsert(Runnable action) {
		this.beforeNextInsert = action;
	}

	@Override
	public @Nullable Passkey findById(String id) {
		return this.passkeys.findById(id);
	}

	@Override
	public List<Passkey> findByUserId(String userId) {
		return this.passkeys.findByUserId(userId);
	}

	@Override
	public boolean insert(Passkey passkey) {
		Runnable first = this.beforeNextInsert;
		this.beforeNextInsert = null;
		if (first != null) {
			first.run();
		}
		return this.passkeys.insert(passkey);
	}

	@Override
	public boolean updateUse(String id, long signatureCounter, boolean backedUp, Instant usedAt) {
		return this.passkeys.updateUse(id, signatureCounter, backedUp, usedAt);
	}

	@Override
	public boolean delete(String userId, String id) {
		return this.passkeys.delete(userId, id);
	}

	@Override
	public boolean deleteByUserId(String userId) {
		return this.passkeys.deleteByUserId(userId);
	}

}
