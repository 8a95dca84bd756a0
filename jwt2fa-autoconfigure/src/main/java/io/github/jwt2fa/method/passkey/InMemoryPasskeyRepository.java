package io.github.jwt2fa.method.passkey;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Passkeys in this process, for tests and trials: a restart takes them from all users,
 * and no other instance knows them. Thread-safe.
 *
 * @since 0.1.0
 */
public final class InMemoryPasskeyRepository implements PasskeyRepository {

	private final Map<String, Passkey> passkeys = new ConcurrentHashMap<>();

	@Override
	public @Nullable Passkey findById(String id) {
		return this.passkeys.get(id);
	}

	@Override
	public List<Passkey> findByUserId(String userId) {
		return this.passkeys.values()
			.stream()
			.filter((passkey) -> passkey.userId().equals(userId))
			.sorted(Comparator.comparing(Passkey::createdAt).thenComparing(Passkey::id))
			.toList();
	}

	@Override
	public boolean insert(Passkey passkey) {
		return this.passkeys.putIfAbsent(passkey.id(), passkey) == null;
	}

	@Override
	public boolean updateUse(String id, long signatureCounter, boolean backedUp, Instant usedAt) {
		while (true) {
			Passkey known = this.passkeys.get(id);
			boolean greater = known != null && (signatureCounter > known.signatureCounter()
					|| (signatureCounter == 0 && known.signatureCounter() == 0));
			if (known == null || !greater) {
				return false;
			}
			Passkey used = known.toBuilder()
				.signatureCounter(signatureCounter)
				.backedUp(backedUp)
				.lastUsedAt(usedAt)
				.build();
			if (this.passkeys.replace(id, known, used)) {
				return true;
			}
		}
	}

	@Override
	public boolean delete(String userId, String id) {
		Passkey known = this.passkeys.get(id);
		while (known != null && known.userId().equals(userId)) {
			if (this.passkeys.remove(id, known)) {
				return true;
			}
			// used meanwhile
			known = this.passkeys.get(id);
		}
		return false;
	}

	@Override
	public boolean deleteByUserId(String userId) {
		return this.passkeys.values().removeIf((passkey) -> passkey.userId().equals(userId));
	}

}
