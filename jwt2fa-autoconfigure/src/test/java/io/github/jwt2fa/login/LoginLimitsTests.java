package io.github.jwt2fa.login;

import java.time.Duration;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateStoreFullException;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The limits when the store has room for one record of each kind.
 */
class LoginLimitsTests {

	private final MutableClock clock = new MutableClock();

	private LoginLimits limits(int maxTokens) {
		LoginSettings settings = new LoginSettings(Rate.UNLIMITED, maxTokens, Rate.UNLIMITED, Duration.ZERO, 5,
				List.of(Rate.valueOf("2/1h")));
		return new LoginLimits(settings, new InMemoryStateStore(this.clock, 1), new TwoFactorEventPublisher((event) -> {
		}, this.clock, () -> null), this.clock);
	}

	private CodeToken token(String user, String id) {
		return new CodeToken(id, TwoFactorMethod.TOTP, user, this.clock.instant(),
				this.clock.instant().plusSeconds(300));
	}

	@Test
	void reserveWhenUsersAreFullThenRefused() {
		LoginLimits limits = limits(3);
		limits.reserve(token("bob", "b"), false);
		assertThatExceptionOfType(StateStoreFullException.class)
			.isThrownBy(() -> limits.reserve(token("alice", "a"), false));
	}

	@Test
	void reserveWhenUsersAreFullAndTokensAreNotCountedThenRefused() {
		// else her failures could not be counted, but a right code would be taken
		LoginLimits limits = limits(Integer.MAX_VALUE);
		limits.reserve(token("bob", "b"), false);
		limits.fail(limits.begin(token("bob", "b")));
		assertThatExceptionOfType(StateStoreFullException.class)
			.isThrownBy(() -> limits.reserve(token("alice", "a"), false));
	}

	@Test
	void reserveWhenTheUserIsKnownThenGrantedInAFullStore() {
		LoginLimits limits = limits(3);
		limits.reserve(token("bob", "b1"), false);
		assertThatNoException().isThrownBy(() -> limits.reserve(token("bob", "b2"), false));
	}

	@Test
	void useWhenCodeTokensAreFullThenRefusedLikeAFailure() {
		LoginLimits limits = limits(3);
		CodeToken first = token("bob", "b1");
		CodeToken second = token("bob", "b2");
		limits.reserve(first, false);
		limits.reserve(second, false);
		limits.fail(limits.begin(first));
		assertThatExceptionOfType(StateStoreFullException.class).isThrownBy(() -> limits.fail(limits.begin(second)));
		assertThatExceptionOfType(StateStoreFullException.class)
			.isThrownBy(() -> limits.use(limits.begin(second), () -> true));
	}

}
