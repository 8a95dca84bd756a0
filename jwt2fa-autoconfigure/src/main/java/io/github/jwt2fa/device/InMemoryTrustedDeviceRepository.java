package io.github.jwt2fa.device;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Trusted devices in this process, for tests and trials: after a restart all users are
 * asked for their second factor again, and no other instance knows them. Thread-safe: one
 * operation at a time.
 *
 * @since 0.1.0
 */
public final class InMemoryTrustedDeviceRepository implements TrustedDeviceRepository {

	private final Map<String, TrustedDevice> devices = new HashMap<>();

	private final Map<String, Set<String>> idsByUser = new HashMap<>();

	@Override
	public synchronized boolean insert(TrustedDevice device) {
		if (this.devices.putIfAbsent(device.id(), device) != null) {
			return false;
		}
		this.idsByUser.computeIfAbsent(device.userId(), (userId) -> new HashSet<>(2)).add(device.id());
		return true;
	}

	@Override
	public synchronized @Nullable TrustedDevice findById(String id) {
		return this.devices.get(id);
	}

	@Override
	public synchronized List<TrustedDevice> findByUserId(String userId) {
		return this.idsByUser.getOrDefault(userId, Set.of())
			.stream()
			.map(this.devices::get)
			.sorted(Comparator.comparing(TrustedDevice::createdAt).reversed())
			.toList();
	}

	@Override
	public synchronized boolean use(String id, Instant at) {
		return this.devices.computeIfPresent(id, (key, device) -> device.toBuilder().lastUsedAt(at).build()) != null;
	}

	@Override
	public synchronized boolean delete(String userId, String id) {
		TrustedDevice device = this.devices.get(id);
		if (device == null || !device.userId().equals(userId)) {
			return false;
		}
		this.devices.remove(id);
		this.idsByUser.computeIfPresent(userId, (key, ids) -> {
			ids.remove(id);
			return ids.isEmpty() ? null : ids;
		});
		return true;
	}

	@Override
	public synchronized int deleteAll(String userId, @Nullable String exceptId) {
		List<String> ids = this.idsByUser.getOrDefault(userId, Set.of())
			.stream()
			.filter((id) -> !id.equals(exceptId))
			.toList();
		ids.forEach((id) -> delete(userId, id));
		return ids.size();
	}

	@Override
	public synchronized int deleteAllOfEveryone() {
		int deleted = this.devices.size();
		this.devices.clear();
		this.idsByUser.clear();
		return deleted;
	}

	@Override
	public synchronized int deleteEndedBefore(Instant time, int limit) {
		List<TrustedDevice> ended = this.devices.values()
			.stream()
			.filter((device) -> device.endsAt().isBefore(time))
			.limit(limit)
			.toList();
		ended.forEach((device) -> delete(device.userId(), device.id()));
		return ended.size();
	}

}
