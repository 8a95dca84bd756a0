package io.github.jwt2fa.token;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.method.EnrollmentClaims;
import io.github.jwt2fa.method.EnrollmentSettings;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.policy.Policies;
import io.github.jwt2fa.session.InMemoryLoginSessionRepository;
import io.github.jwt2fa.session.LoginSessionSettings;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.token.key.AuthTokenKeys;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;

/**
 * The services of tokens, without an application around them.
 */
final class TestTokenRoom implements TwoFactorUserService {

	private static final byte[] SECRET = "a secret key for the tests, and for them alone"
		.getBytes(StandardCharsets.UTF_8);

	final MutableClock clock = new MutableClock();

	final List<Object> events = new ArrayList<>();

	final Map<String, TwoFactorUser> users = new HashMap<>();

	final TwoFactorEventPublisher publisher = new TwoFactorEventPublisher(this.events::add, this.clock, () -> null);

	final LoginSessions sessions = new LoginSessions(
			new LoginSessionSettings(Duration.ofDays(30), true, Duration.ofSeconds(30), Integer.MAX_VALUE),
			new InMemoryLoginSessionRepository(this.clock, 100), TrustedDevices.off(), this.publisher, this.clock);

	private final JwsKey key = JwsKey.ofSecret(JwsAlgorithm.HS256, SECRET);

	private final AuthTokenKeys keys = new AuthTokenKeys(this.key, this.key, List.of());

	/** What happens while an id is made. */
	Runnable whileIdsAreMade = () -> {
	};

	private final EnrollmentClaims enrollments = new EnrollmentClaims(Policies.none(Set.of()),
			new EnrollmentSettings(Duration.ofMinutes(10), Duration.ZERO), new InMemoryStateStore(this.clock, 100),
			this.clock);

	private final RandomIds ids = new RandomIds(new SecureRandom() {

		private static final long serialVersionUID = 1L;

		@Override
		public void nextBytes(byte[] bytes) {
			super.nextBytes(bytes);
			TestTokenRoom.this.whileIdsAreMade.run();
		}

	});

	TestTokenRoom() {
		put("alice", "{noop}first", false);
	}

	void put(String name, String password, boolean disabled) {
		this.users.put(name,
				TwoFactorUser.of(User.withUsername(name).password(password).roles("USER").disabled(disabled).build()));
	}

	AuthTokenSettings settings(String issuer, String... audience) {
		return new AuthTokenSettings(
				new AuthTokenSettings.Lifetimes(Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofMinutes(10),
						Duration.ofMinutes(15), Duration.ofDays(7)),
				issuer, List.of(audience), Duration.ofSeconds(2), "user_id", 100);
	}

	AuthTokenFactory factory(AuthTokenSettings settings, PasswordFingerprint passwords,
			AuthTokenCustomizer... customizers) {
		return new AuthTokenFactory(this.keys, settings, List.of(customizers), passwords, this.ids, this.clock);
	}

	AuthTokenFactory factory() {
		return factory(settings(null), null);
	}

	AuthTokenVerifier verifier(AuthTokenSettings settings) {
		return new AuthTokenVerifier(this.keys, settings, this.clock, null);
	}

	AuthTokenAuthenticator tokenUsers(PasswordFingerprint passwords, boolean checkRevocation) {
		return new AuthTokenAuthenticator(verifier(settings(null)), this, passwords, this.sessions,
				() -> this.enrollments, checkRevocation);
	}

	PasswordFingerprint passwords() {
		return new PasswordFingerprint(new HmacSha256(SECRET), this);
	}

	/**
	 * A login of alice that began a session.
	 */
	CompletedLogin login() {
		CompletedLogin login = CompletedLogin.withUser(this.users.get("alice"))
			.method(TwoFactorMethod.TOTP)
			.amr(List.of("pwd", "otp", "mfa"))
			.at(this.clock.instant())
			.session(this.ids.hex(16))
			.build();
		this.sessions.begin(login.session(), "alice", login.at(), login.method(), null);
		return login;
	}

	@Override
	public TwoFactorUser findById(String id) {
		return this.users.get(id);
	}

	@Override
	public TwoFactorUser findByAuthentication(Authentication authentication) {
		throw new IllegalStateException("Nobody logs in here");
	}

}
