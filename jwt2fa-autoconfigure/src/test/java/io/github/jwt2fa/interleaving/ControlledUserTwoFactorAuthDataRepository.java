package io.github.jwt2fa.interleaving;

import java.time.Instant;
import java.util.Objects;

import io.github.jwt2fa.interleaving.Operation.Effect;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

/**
 * Second-factor data whose operations are steps of an {@link Explorer}.
 */
final class ControlledUserTwoFactorAuthDataRepository implements UserTwoFactorAuthDataRepository {

	private static final String PREFIX = "second factor of ";

	private final World world;

	ControlledUserTwoFactorAuthDataRepository(World world) {
		this.world = world;
	}

	static UserTwoFactorAuthData find(Memory memory, String userId) {
		return (UserTwoFactorAuthData) memory.get(PREFIX + userId);
	}

	@Override
	public UserTwoFactorAuthData findByUserId(String userId) {
		return (UserTwoFactorAuthData) this.world.perform(new Operation("reads the " + PREFIX + userId,
				(memory, now) -> new Effect(memory, find(memory, userId))));
	}

	@Override
	public void save(UserTwoFactorAuthData data) {
		this.world.perform(new Operation("saves the " + PREFIX + data.userId(),
				(memory, now) -> new Effect(memory.with(PREFIX + data.userId(), data, Instant.MAX), "done")));
	}

	@Override
	public boolean saveIfSecretIs(String expectedSecret, UserTwoFactorAuthData data) {
		return (Boolean) this.world
			.perform(new Operation("saves the " + PREFIX + data.userId() + " in place of another", (memory, now) -> {
				UserTwoFactorAuthData known = find(memory, data.userId());
				String secret = (known != null) ? known.encryptedTotpSecret() : null;
				return Objects.equals(secret, expectedSecret)
						? new Effect(memory.with(PREFIX + data.userId(), data, Instant.MAX), true)
						: new Effect(memory, false);
			}));
	}

	@Override
	public void deleteByUserId(String userId) {
		this.world.perform(new Operation("deletes the " + PREFIX + userId,
				(memory, now) -> new Effect(memory.without(PREFIX + userId), "done")));
	}

}
