package io.github.jwt2fa.login;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.device.GrantedTrust;
import io.github.jwt2fa.device.InMemoryTrustedDeviceRepository;
import io.github.jwt2fa.device.TrustedDeviceRepository;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What ties a device to a password, and after which first steps one is trusted.
 */
class DeviceTrustTests implements TwoFactorUserService {

	private static final TwoFactorMethod KEY = TwoFactorMethod.of("key");

	private static final List<TwoFactorMethod> OFFERED = List.of(TwoFactorMethod.CODE_SENDER);

	private static final LoginDevice WANTED = LoginDevice.named("Laptop").wantingTrust(true);

	private static final TwoFactorUser UNKNOWN = TwoFactorUser.withId("alice").build();

	private final MutableClock clock = new MutableClock();

	private final TrustedDeviceRepository repository = new InMemoryTrustedDeviceRepository();

	private final DeviceTrust trust = new DeviceTrust(
			new TrustedDevices(this.repository, Duration.ofDays(30), new TwoFactorEventPublisher((event) -> {
			}, this.clock, () -> null), new RandomIds(new SecureRandom()), this.clock),
			new TwoFactorMethods(
					new TwoFactorMethodSettings(TwoFactorMethod.CODE_SENDER, Set.of(TwoFactorMethod.CODE_SENDER, KEY)),
					(user) -> null,
					List.of(new OneMethod(TwoFactorMethod.CODE_SENDER, false), new OneMethod(KEY, true))),
			new PasswordFingerprint(new HmacSha256(new byte[32]), this));

	private TwoFactorUser stored;

	private boolean hasKey = true;

	private static TwoFactorUser alice(String hash) {
		return TwoFactorUser.of(User.withUsername("alice").password(hash).build());
	}

	private @Nullable GrantedTrust grant(TwoFactorUser user, FirstFactor first, LoginDevice device) {
		return this.trust.grant(user, first, TwoFactorMethod.CODE_SENDER, device);
	}

	private String granted(TwoFactorUser user) {
		return grant(user, FirstFactor.PASSWORD, WANTED).token();
	}

	private boolean accepts(TwoFactorUser user, String token) {
		return accepts(user, OFFERED, token);
	}

	private boolean accepts(TwoFactorUser user, List<TwoFactorMethod> offered, String token) {
		return this.trust.accept(user, offered, token) != null;
	}

	@Test
	void acceptsWhenThePasswordIsTheSameThenTrusted() {
		String token = granted(alice("{noop}first"));
		assertThat(this.repository.findByUserId("alice").get(0).passwordFingerprint()).isNotNull()
			.doesNotContain("first");
		assertThat(accepts(alice("{noop}first"), token)).isTrue();
		assertThat(accepts(alice("{noop}second"), token)).isFalse();
	}

	@Test
	void acceptsWhenSpringHasErasedThePasswordThenTheStoredOneCounts() {
		this.stored = alice("{noop}first");
		String token = granted(UNKNOWN);
		assertThat(accepts(UNKNOWN, token)).isTrue();
		this.stored = alice("{noop}second");
		assertThat(accepts(UNKNOWN, token)).isFalse();
		this.stored = null;
		assertThat(accepts(UNKNOWN, token)).as("not known any more").isFalse();
	}

	@Test
	void acceptsWhenThePasswordIsKeptElsewhereThenTrustedUntilTheApplicationEndsIt() {
		this.stored = UNKNOWN;
		String token = granted(UNKNOWN);
		assertThat(this.repository.findByUserId("alice").get(0).passwordFingerprint()).isNull();
		assertThat(accepts(UNKNOWN, token)).isTrue();
		this.trust.endAll(UNKNOWN);
		assertThat(accepts(UNKNOWN, token)).isFalse();
	}

	@Test
	void acceptsWhenTheMethodIsNotOfferedOrNoneIsAskedForThenNot() {
		String token = granted(UNKNOWN);
		assertThat(accepts(UNKNOWN, List.of(TwoFactorMethod.TOTP), token)).isFalse();
		assertThat(accepts(UNKNOWN, List.of(TwoFactorMethod.NO_2FA, TwoFactorMethod.CODE_SENDER), token)).isFalse();
		assertThat(accepts(TwoFactorUser.withId("Alice").build(), token)).isFalse();
		assertThat(accepts(UNKNOWN, token)).isTrue();
	}

	/**
	 * Who has lost what is still the method is asked for it, and nothing weaker.
	 */
	@Test
	void acceptsWhenTheFactorIsLostThenNot() {
		String token = this.trust.grant(UNKNOWN, FirstFactor.PASSWORD, KEY, WANTED).token();
		assertThat(accepts(UNKNOWN, List.of(KEY), token)).isTrue();
		this.hasKey = false;
		assertThat(accepts(UNKNOWN, List.of(KEY), token)).isFalse();
	}

	@Test
	void grantWhenTheFirstStepIsNoPasswordOrTheClientDoesNotAskThenNot() {
		assertThat(grant(UNKNOWN, FirstFactor.of("hwk"), WANTED)).isNull();
		assertThat(grant(UNKNOWN, FirstFactor.sent("link"), WANTED)).isNull();
		assertThat(grant(UNKNOWN, FirstFactor.PASSWORD, LoginDevice.named("Laptop"))).isNull();
		assertThat(this.trust.grant(UNKNOWN, FirstFactor.PASSWORD, TwoFactorMethod.NO_2FA, WANTED)).isNull();
		assertThat(this.repository.findByUserId("alice")).isEmpty();
	}

	@Test
	void deviceWhenShownThenWithoutItsToken() {
		assertThat(LoginDevice.UNKNOWN.withToken("a secret token").toString()).doesNotContain("secret");
	}

	@Override
	public @Nullable TwoFactorUser findById(String id) {
		return this.stored;
	}

	@Override
	public TwoFactorUser findByAuthentication(Authentication authentication) {
		throw new IllegalStateException("Nobody logs in here");
	}

	private final class OneMethod implements TwoFactorMethodHandler {

		private final TwoFactorMethod method;

		private final boolean own;

		OneMethod(TwoFactorMethod method, boolean own) {
			this.method = method;
			this.own = own;
		}

		@Override
		public TwoFactorMethod method() {
			return this.method;
		}

		@Override
		public boolean isOwn() {
			return this.own;
		}

		@Override
		public boolean isSent() {
			return !this.own;
		}

		@Override
		public List<Factor> factors(TwoFactorUser user) {
			return (this.own && DeviceTrustTests.this.hasKey) ? List.of(Factor.single()) : List.of();
		}

		@Override
		public Challenge begin(TwoFactorUser user) {
			return Challenge.none();
		}

		@Override
		public @Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
			return null;
		}

		@Override
		public boolean remove(String userId, @Nullable String id) {
			return false;
		}

	}

}
