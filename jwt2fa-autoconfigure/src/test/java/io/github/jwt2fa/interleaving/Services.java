package io.github.jwt2fa.interleaving;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.login.CodeTokenSettings;
import io.github.jwt2fa.login.LoginSettings;
import io.github.jwt2fa.login.TestLogin;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.method.totp.TestTotp;
import io.github.jwt2fa.method.totp.TotpEnrollmentService;
import io.github.jwt2fa.method.totp.TotpSecretGetter;
import io.github.jwt2fa.method.totp.TotpSettings;
import io.github.jwt2fa.session.InMemoryLoginSessionRepository;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.session.LoginSessionSettings;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenSettings;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokens;
import io.github.jwt2fa.token.key.AuthTokenKeys;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;

/**
 * The services of the library over a {@link World}, for one user.
 */
final class Services {

	static final Duration CODE_TOKEN_LIFETIME = Duration.ofMinutes(5);

	static final Duration PENDING_LIFETIME = Duration.ofMinutes(15);

	static final TwoFactorUser ALICE = TwoFactorUser.withId("alice").email("alice@example.com").build();

	/** The code of every code token. */
	static final String CODE = "1234567";

	static final LoginSessionSettings SESSIONS = new LoginSessionSettings(Duration.ofDays(30), true,
			Duration.ofSeconds(30), Integer.MAX_VALUE);

	private static final byte[] KEY = "a key for the tests of the order of requests".getBytes(StandardCharsets.UTF_8);

	private static final byte[] STEP_UP_KEY = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.UTF_8);

	private String totpSecret;

	private final FernetEncryptor encryptor;

	private final TwoFactorLoginService login;

	private final TestTotp totp;

	private final TotpEnrollmentService enrollment;

	private final LoginSessions sessions;

	Services(World world, TwoFactorMethod method, LoginSettings loginSettings, LoginSessionSettings sessionSettings) {
		Clock clock = world.clock();
		ApplicationEventPublisher springEvents = world::tell;
		TwoFactorEventPublisher events = new TwoFactorEventPublisher(springEvents, clock, () -> null);
		StateStore store = new ControlledStateStore(world);
		LoginSessionRepository repository = new ControlledLoginSessionRepository(world);
		this.sessions = new LoginSessions(sessionSettings, repository, TrustedDevices.off(), events, clock);
		TotpSettings totpSettings = new TotpSettings("Shop", 1, PENDING_LIFETIME, loginSettings.maxAttempts());
		this.totp = new TestTotp(totpSettings, store, clock);
		this.encryptor = new FernetEncryptor(List.of(new SecretKeySpec(new byte[32], "AES")), clock, world.random());
		UserTwoFactorAuthDataRepository data = new ControlledUserTwoFactorAuthDataRepository(world);
		// one that has no step of its own, unless the test sets another up
		TotpSecretGetter stored = TestTotp.stored(data, this.encryptor);
		TotpSecretGetter secrets = (user) -> this.totpSecret != null ? this.totpSecret : stored.getTotpSecret(user);
		TwoFactorMethods methods = new TwoFactorMethods(new TwoFactorMethodSettings(method, Set.of(method)),
				(user) -> method, List.of(this.totp.handler(secrets), new OneCode()));
		JwsKey key = JwsKey.ofSecret(JwsAlgorithm.HS256, KEY);
		AuthTokenKeys keys = new AuthTokenKeys(key, key, List.of());
		AuthTokenSettings tokenSettings = new AuthTokenSettings(new AuthTokenSettings.Lifetimes(Duration.ofMinutes(5),
				Duration.ofDays(1), PENDING_LIFETIME, Duration.ofMinutes(5), Duration.ofDays(1)), null, List.of(),
				Duration.ZERO, "user_id", 0);
		AuthTokenFactory tokens = new AuthTokenFactory(keys, tokenSettings, List.of(), null,
				new RandomIds(world.random()), clock);
		TwoFactorUserService users = new OneUser();
		// nobody else knows the id of a session that begins
		LoginSessions begun = new LoginSessions(sessionSettings,
				new InMemoryLoginSessionRepository(Clock.fixed(world.now(), ZoneOffset.UTC), Integer.MAX_VALUE),
				TrustedDevices.off(), events, clock);
		this.login = TestLogin.over(store, loginSettings,
				new CodeTokenSettings(new SecretKeySpec(KEY, "HmacSHA256"),
						new SecretKeySpec(STEP_UP_KEY, "HmacSHA256"), CODE_TOKEN_LIFETIME, 16),
				methods, users, begun,
				(login) -> AuthTokens.of(AuthTokenType.ACCESS, tokens.create(AuthTokenType.ACCESS, login)), tokens,
				events, springEvents, clock, world.random());
		this.enrollment = this.totp.enrollment(data, this.encryptor, events, world.random());
	}

	/**
	 * The active TOTP secret, or {@code null} for none.
	 */
	String activeTotpSecret(Memory memory) {
		UserTwoFactorAuthData data = ControlledUserTwoFactorAuthDataRepository.find(memory, ALICE.id());
		return (data != null) ? this.encryptor.decrypt(data.encryptedTotpSecret()) : null;
	}

	/**
	 * Gives the user a TOTP secret for good: it is looked up in no step.
	 */
	Services withTotpSecret(String secret) {
		this.totpSecret = secret;
		return this;
	}

	TwoFactorLoginService login() {
		return this.login;
	}

	TotpEnrollmentService enrollment() {
		return this.enrollment;
	}

	TestTotp totp() {
		return this.totp;
	}

	LoginSessions sessions() {
		return this.sessions;
	}

	/**
	 * A method whose code is always the same, since to hash one costs more time than to
	 * run a request.
	 */
	private static final class OneCode implements TwoFactorMethodHandler {

		@Override
		public TwoFactorMethod method() {
			return TwoFactorMethod.CODE_SENDER;
		}

		@Override
		public boolean isOwn() {
			return false;
		}

		@Override
		public boolean isSent() {
			return true;
		}

		@Override
		public List<Factor> factors(TwoFactorUser user) {
			return List.of();
		}

		@Override
		public Challenge begin(TwoFactorUser user) {
			return Challenge.none();
		}

		@Override
		public AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
			return proof.code(CODE.length()).equals(CODE) ? () -> true : null;
		}

		@Override
		public boolean remove(String userId, String id) {
			return false;
		}

	}

	private static final class OneUser implements TwoFactorUserService {

		@Override
		public TwoFactorUser findById(String id) {
			return id.equals(ALICE.id()) ? ALICE : null;
		}

		@Override
		public TwoFactorUser findByAuthentication(Authentication authentication) {
			return findById(authentication.getName());
		}

	}

}
