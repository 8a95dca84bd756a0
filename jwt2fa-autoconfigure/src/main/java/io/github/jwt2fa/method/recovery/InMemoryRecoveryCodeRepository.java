package io.github.jwt2fa.method.recovery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Recovery codes in this process, for tests and trials: a restart takes them from all
 * users, and no other instance knows them. Thread-safe.
 *
 * @since 0.1.0
 */
public final class InMemoryRecoveryCodeRepository implements RecoveryCodeRepository {

	private final Map<String, StoredRecoveryCodes> codesByUser = new ConcurrentHashMap<>();

	@Override
	public @Nullable StoredRecoveryCodes findByUserId(String userId) {
		return this.codesByUser.get(userId);
	}

	@Override
	public boolean insert(StoredRecoveryCodes codes) {
		return this.codesByUser.putIfAbsent(codes.userId(), codes) == null;
	}

	@Override
	public boolean replace(StoredRecoveryCodes expected, @Nullable StoredRecoveryCodes update) {
		StoredRecoveryCodes known = findByUserId(expected.userId());
		if (known == null || !known.hashes().equals(expected.hashes())) {
			return false;
		}
		return (update != null) ? this.codesByUser.replace(expected.userId(), known, update)
				: this.codesByUser.remove(expected.userId(), known);
	}

	@Override
	public boolean deleteByUserId(String userId) {
		return this.codesByUser.remove(userId) != null;
	}

}
