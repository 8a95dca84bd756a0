package io.github.jwt2fa.login;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.jwt2fa.LoginTooOldException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RecentLoginTests {

	private static final TwoFactorUser ALICE = TwoFactorUser.withId("alice").build();

	private final MutableClock clock = new MutableClock();

	private final List<Object> events = new ArrayList<>();

	private RecentLogin within(Duration maxAge) {
		TwoFactorMethods methods = new TwoFactorMethods(
				new TwoFactorMethodSettings(TwoFactorMethod.NO_2FA, Set.of(TwoFactorMethod.NO_2FA)),
				(user) -> TwoFactorMethod.NO_2FA, List.of());
		return new RecentLogin(maxAge, methods, new TwoFactorEventPublisher(this.events::add, this.clock, () -> null),
				this.clock);
	}

	private AuthToken token(Instant authTime, String amr) {
		Instant now = this.clock.instant();
		return AuthToken.withId("id")
			.type(AuthTokenType.ACCESS)
			.userId(ALICE.id())
			.issuedAt(now)
			.expiresAt(now.plusSeconds(300))
			.session("s1")
			.authTime(authTime)
			.amr(List.of(amr.split(" ")))
			.build();
	}

	@Test
	void requireWhenTheLoginIsTooOldThenRefusedAndTold() {
		RecentLogin recent = within(Duration.ofMinutes(5));
		AuthToken token = token(this.clock.instant(), "pwd");
		this.clock.advance(Duration.ofMinutes(5));
		assertThatNoException().isThrownBy(() -> recent.require(token, ALICE));
		this.clock.advance(Duration.ofMillis(1));
		assertThatExceptionOfType(LoginTooOldException.class).isThrownBy(() -> recent.require(token, ALICE));
		assertThat(this.events).singleElement()
			.isEqualTo(new TwoFactorEvent.RecentLoginRefused("alice", "s1", null, this.clock.instant()));
	}

	@Test
	void requireWhenNobodyKnowsTheTimeThenRefused() {
		assertThatExceptionOfType(LoginTooOldException.class)
			.isThrownBy(() -> within(Duration.ofDays(1)).require(token(null, "pwd"), ALICE));
	}

	@Test
	void requireWhenTheLoginWasByWhatIsNotOfferedThenRefused() {
		assertThatExceptionOfType(LoginTooOldException.class)
			.isThrownBy(() -> within(Duration.ofDays(1)).require(token(this.clock.instant(), "mca mfa"), ALICE));
	}

	@Test
	void requireWhenTurnedOffThenAnyLoginWillDo() {
		assertThatNoException().isThrownBy(() -> within(Duration.ZERO).require(token(null, "pwd"), ALICE));
		assertThat(this.events).isEmpty();
	}

}
