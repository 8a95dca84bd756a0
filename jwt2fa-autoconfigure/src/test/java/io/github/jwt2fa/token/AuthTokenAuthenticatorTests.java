package io.github.jwt2fa.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused.Reason;
import io.github.jwt2fa.measure.StepObserver;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.test.TokenText;
import io.github.jwt2fa.user.TwoFactorUser;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.springframework.security.core.GrantedAuthority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A token is good as long as its user and its session are, and is refreshed and ended by
 * them.
 */
class AuthTokenAuthenticatorTests {

	private static final Set<AuthTokenType> ACCESS = Set.of(AuthTokenType.ACCESS);

	private final TestTokenRoom room = new TestTokenRoom();

	private final AuthTokenAuthenticator users = this.room.tokenUsers(null, false);

	private String token(AuthTokenType type) {
		return this.room.factory().create(type, this.room.login());
	}

	private static void assertRefused(TwoFactorError error, ThrowingCallable call) {
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(call)
			.satisfies((refusal) -> assertThat(refusal.error()).isEqualTo(error));
	}

	private List<Reason> refusals() {
		return this.room.events.stream()
			.filter(TwoFactorEvent.RefreshRefused.class::isInstance)
			.map(TwoFactorEvent.RefreshRefused.class::cast)
			.map(TwoFactorEvent.RefreshRefused::reason)
			.toList();
	}

	@Test
	void verifyWhenUserIsGoneOrDisabledThenSaysWhich() {
		String token = token(AuthTokenType.ACCESS);
		assertThat(this.users.verify(token, ACCESS).user().username()).isEqualTo("alice");
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> this.users.verify(token, Set.of(AuthTokenType.SLIDING)));
		this.room.put("alice", "{noop}first", true);
		assertRefused(TwoFactorError.USER_INACTIVE, () -> this.users.verify(token, ACCESS));
		this.room.users.clear();
		assertRefused(TwoFactorError.USER_NOT_FOUND, () -> this.users.verify(token, ACCESS));
	}

	@Test
	void verifyWhenThePasswordChangedThenRefused() {
		AuthTokenAuthenticator checking = this.room.tokenUsers(this.room.passwords(), false);
		String token = this.room.factory(this.room.settings(null), this.room.passwords())
			.create(AuthTokenType.ACCESS, this.room.login());
		assertThat(checking.verify(token, ACCESS).user().id()).isEqualTo("alice");
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> checking.verify(token(AuthTokenType.ACCESS), ACCESS));
		this.room.put("alice", "{noop}second", false);
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> checking.verify(token, ACCESS));
	}

	@Test
	void fingerprintWhenTheHashIsErasedThenIsThatOfTheStoredUser() {
		PasswordFingerprint passwords = this.room.passwords();
		TwoFactorUser erased = TwoFactorUser.withId("alice").build();
		String fingerprint = passwords.fingerprint(erased);
		assertThat(passwords.matches(fingerprint, this.room.findById("alice"))).isTrue();
		assertThat(passwords.matches(null, erased)).isFalse();
		assertThat(passwords.matches("another", erased)).isFalse();
		this.room.users.put("alice", erased);
		assertThatIllegalStateException().isThrownBy(() -> passwords.fingerprint(erased))
			.withMessageContaining("getPassword()");
		this.room.users.clear();
		assertThatIllegalStateException().isThrownBy(() -> passwords.fingerprint(erased))
			.withMessageContaining("finds nobody");
	}

	@Test
	void verifyWhenSessionsAreAskedThenEndsWithThem() {
		AuthTokenAuthenticator checking = this.room.tokenUsers(null, true);
		CompletedLogin login = this.room.login();
		String token = this.room.factory().create(AuthTokenType.ACCESS, login);
		assertThat(checking.verify(token, ACCESS).token().session()).isEqualTo(login.session());
		this.room.sessions.endAll("alice", null);
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> checking.verify(token, ACCESS));
		assertThat(this.users.verify(token, ACCESS).token().session()).isEqualTo(login.session());
		// it has no session yet
		String enrollment = this.room.factory().create(AuthTokenType.ENROLLMENT, login);
		assertThat(checking.verify(enrollment, EnumSet.allOf(AuthTokenType.class)).user().id()).isEqualTo("alice");
	}

	@Test
	void verifyAloneWhenUsersAreNotAskedThenTheTokenIsThePrincipal() {
		String token = this.room
			.factory(this.room.settings(null), null,
					(context) -> context.claim("roles", List.of("CLERK", "ROLE_BOSS", " ")))
			.create(AuthTokenType.ACCESS, this.room.login());
		this.room.users.clear();
		TwoFactorUser user = this.users.verifyAlone(token, ACCESS, TokenAutoConfiguration::rolesOf).user();
		assertThat(user.id()).isEqualTo("alice");
		assertThat(user.principal()).isInstanceOf(AuthToken.class);
		assertThat(user.authorities()).extracting(GrantedAuthority::getAuthority)
			.containsExactly("ROLE_CLERK", "ROLE_BOSS");
	}

	@Test
	void rolesWhenTheyAreNoListOfTextsThenNone() {
		for (Object roles : List.of("ADMIN", 1, List.of("ADMIN", 1), Map.of())) {
			AuthToken token = this.room.verifier(this.room.settings(null))
				.verify(this.room.factory(this.room.settings(null), null, (context) -> context.claim("roles", roles))
					.create(AuthTokenType.ACCESS, this.room.login()));
			assertThat(TokenAutoConfiguration.rolesOf(token)).isEmpty();
		}
	}

	@Test
	void verifyAnyWhenRefreshTokenIsReplacedThenRefused() {
		String first = token(AuthTokenType.REFRESH);
		assertThat(this.users.verifyAny(first).user().id()).isEqualTo("alice");
		pairs().refresh(first);
		this.room.clock.advance(Duration.ofMinutes(1));
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> this.users.verifyAny(first));
	}

	private AuthTokenRefresher pairs() {
		return new AuthTokenRefresher(new PairExchange(this.users, this.room.sessions, this.room.factory(), policy()),
				this.room.publisher, StepObserver.NONE);
	}

	private SessionPolicy policy() {
		return new SessionPolicy(new TwoFactorMethods(
				new TwoFactorMethodSettings(TwoFactorMethod.CODE_SENDER, Set.of(TwoFactorMethod.CODE_SENDER)),
				(user) -> null, List.of()), this.room.sessions, this.room.publisher);
	}

	private AuthTokenRefresher sliding() {
		return new AuthTokenRefresher(
				new SlidingExchange(this.users, this.room.sessions, this.room.factory(), policy(), this.room.clock),
				this.room.publisher, StepObserver.NONE);
	}

	@Test
	void refreshWhenPairsThenBothAreNewAndOfTheSameLogin() {
		CompletedLogin login = this.room.login();
		String first = this.room.factory().create(AuthTokenType.REFRESH, login);
		this.room.clock.advance(Duration.ofHours(1));
		AuthTokens next = pairs().refresh(first);
		for (AuthTokenType type : List.of(AuthTokenType.ACCESS, AuthTokenType.REFRESH)) {
			Map<String, Object> claims = TokenText.claimsOf(next.get(type));
			assertThat(claims).containsEntry("token_type", type.claim())
				.containsEntry("sid", login.session())
				.containsEntry("iat", (int) this.room.clock.instant().getEpochSecond())
				.containsEntry("auth_time", (int) login.at().getEpochSecond());
			assertThat(claims.get("jti")).isNotEqualTo(login.session());
		}
		assertThat(pairs().type()).isEqualTo(AuthTokenType.REFRESH);
		assertThat(next.toString()).isEqualTo("AuthTokens[ACCESS, REFRESH]");
	}

	@Test
	void refreshWhenTheSessionEndsSoonThenTheTokenEndsWithIt() {
		String token = token(AuthTokenType.REFRESH);
		long end = this.room.clock.instant().plus(Duration.ofDays(30)).getEpochSecond();
		for (int hours = 20; hours <= 30 * 24 - 20; hours += 20) {
			this.room.clock.advance(Duration.ofHours(20));
			token = pairs().refresh(token).get(AuthTokenType.REFRESH);
		}
		assertThat(TokenText.claimsOf(token)).containsEntry("exp", (int) end);
	}

	@Test
	void refreshWhenRefusedThenToldWhy() {
		String gone = token(AuthTokenType.REFRESH);
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> pairs().refresh(token(AuthTokenType.ACCESS)));
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> sliding().refresh(gone));
		this.room.sessions.endAll("alice", null);
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> pairs().refresh(gone));
		this.room.users.clear();
		assertRefused(TwoFactorError.USER_NOT_FOUND, () -> pairs().refresh(gone));
		assertThat(refusals()).containsExactly(Reason.WRONG_TYPE, Reason.WRONG_TYPE, Reason.SESSION_OVER,
				Reason.USER_NOT_FOUND);
	}

	@Test
	void refreshWhenSlidingThenItsRefreshEndStays() {
		CompletedLogin login = this.room.login();
		String first = this.room.factory().create(AuthTokenType.SLIDING, login);
		this.room.clock.advance(Duration.ofMinutes(10));
		String next = sliding().refresh(first).get(AuthTokenType.SLIDING);
		assertThat(TokenText.claimsOf(next)).containsEntry("jti", login.session())
			.containsEntry("refresh_exp", TokenText.claimsOf(first).get("refresh_exp"))
			.containsEntry("exp", (int) this.room.clock.instant().plus(Duration.ofMinutes(15)).getEpochSecond());
		this.room.sessions.endAll("alice", null);
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> sliding().refresh(next));
		assertThat(refusals()).containsExactly(Reason.SESSION_OVER);
		assertThat(sliding().type()).isEqualTo(AuthTokenType.SLIDING);
	}

	@Test
	void refreshWhenTheRefreshEndIsThereThenRefused() {
		String token = TokenText.signed(Map.of("token_type", "sliding", "exp", later(120), "refresh_exp", later(60),
				"iat", later(0), "jti", "s1", "user_id", "alice"));
		this.room.clock.advance(Duration.ofSeconds(59));
		assertThat(sliding().refresh(token).get(AuthTokenType.SLIDING)).isNotNull();
		this.room.clock.advance(Duration.ofSeconds(1));
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> sliding().refresh(token));
		assertThat(refusals()).containsExactly(Reason.EXPIRED);
	}

	@Test
	void refreshWhenTheTokenEndsMeanwhileThenRefused() {
		String token = token(AuthTokenType.REFRESH);
		this.room.whileIdsAreMade = () -> this.room.clock.advance(Duration.ofDays(1).plusSeconds(2));
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> pairs().refresh(token));
		assertThat(refusals()).containsExactly(Reason.EXPIRED);
	}

	@Test
	void refreshWhenTheRefreshEndComesMeanwhileThenRefused() {
		String token = TokenText.signed(Map.of("token_type", "sliding", "exp", later(120), "refresh_exp", later(60),
				"iat", later(0), "jti", "s1", "user_id", "alice"));
		Clock slow = new Clock() {

			@Override
			public Instant instant() {
				Instant now = AuthTokenAuthenticatorTests.this.room.clock.instant();
				AuthTokenAuthenticatorTests.this.room.clock.advance(Duration.ofMinutes(1));
				return now;
			}

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

		};
		AuthTokenRefresher refresher = new AuthTokenRefresher(
				new SlidingExchange(this.users, this.room.sessions, this.room.factory(), policy(), slow),
				this.room.publisher, StepObserver.NONE);
		assertRefused(TwoFactorError.TOKEN_NOT_VALID, () -> refresher.refresh(token));
		assertThat(refusals()).containsExactly(Reason.EXPIRED);
	}

	private long later(int seconds) {
		return this.room.clock.instant().getEpochSecond() + seconds;
	}

	@Test
	void logoutWhenTheTokenIsOfTheTypeThenItsSessionEndsEvenExpired() {
		LogoutService logout = new LogoutService(this.room.verifier(this.room.settings(null)), this.room.sessions,
				TrustedDevices.off(), AuthTokenType.REFRESH);
		CompletedLogin login = this.room.login();
		String refresh = this.room.factory().create(AuthTokenType.REFRESH, login);
		logout.logout(this.room.factory().create(AuthTokenType.ACCESS, login));
		logout.logout("garbage");
		assertThat(this.room.events).isEmpty();
		this.room.clock.advance(Duration.ofDays(2));
		logout.logout(refresh);
		assertThat(this.room.events).singleElement().isInstanceOf(TwoFactorEvent.LoggedOut.class);
	}

	@Test
	void logoutOthersWhenOwnSessionIsThereThenItGoesOn() {
		AuthTokenVerifier verifier = this.room.verifier(this.room.settings(null));
		LogoutService logout = new LogoutService(verifier, this.room.sessions, TrustedDevices.off(),
				AuthTokenType.REFRESH);
		CompletedLogin other = this.room.login();
		CompletedLogin own = this.room.login();
		AuthToken access = verifier.verify(this.room.factory().create(AuthTokenType.ACCESS, own));
		logout.logoutOthers(access);
		assertThat(isAlive(other)).isFalse();
		assertThat(isAlive(own)).isTrue();
		AuthToken enrollment = verifier.verify(this.room.factory().create(AuthTokenType.ENROLLMENT, own));
		logout.logoutOthers(enrollment);
		assertThat(isAlive(own)).isFalse();
		CompletedLogin last = this.room.login();
		logout.logoutAll(access);
		assertThat(isAlive(last)).isFalse();
	}

	private boolean isAlive(CompletedLogin login) {
		String token = this.room.factory().create(AuthTokenType.ACCESS, login);
		return this.room.sessions.isAlive(this.room.verifier(this.room.settings(null)).verify(token).sessionToken());
	}

}
