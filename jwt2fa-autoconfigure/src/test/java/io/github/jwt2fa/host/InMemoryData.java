package io.github.jwt2fa.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

/**
 * Second-factor data of an application without a database.
 */
public class InMemoryData implements UserTwoFactorAuthDataRepository {

	private final Map<String, UserTwoFactorAuthData> all = new ConcurrentHashMap<>();

	@Override
	public UserTwoFactorAuthData findByUserId(String userId) {
		return this.all.get(userId);
	}

	@Override
	public void save(UserTwoFactorAuthData data) {
		this.all.put(data.userId(), data);
	}

	@Override
	public void deleteByUserId(String userId) {
		this.all.remove(userId);
	}

}
