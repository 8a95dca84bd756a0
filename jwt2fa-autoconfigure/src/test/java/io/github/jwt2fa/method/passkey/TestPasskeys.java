package io.github.jwt2fa.method.passkey;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.EnrollmentClaims;
import io.github.jwt2fa.method.EnrollmentSettings;
import io.github.jwt2fa.method.PasswordlessMethod.IdentifiedProof;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.policy.Policies;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.test.TestAuthenticator;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

/**
 * Passkeys of example.com over a repository.
 */
final class TestPasskeys {

	static final TwoFactorUser ALICE = TwoFactorUser.withId("alice").build();

	static final TwoFactorUser BOB = TwoFactorUser.withId("bob").build();

	static final String ORIGIN = "https://example.com";

	static final String OTHER_ORIGIN = "https://login.example.com";

	static final String CLIENT = "192.0.2.1";

	private final List<TwoFactorEvent> events = new CopyOnWriteArrayList<>();

	private final PasskeyRepository repository;

	private final PasskeyHandler handler;

	private final PasswordlessPasskeys login;

	private final PasskeyRegistrationService registration;

	TestPasskeys(PasskeyRepository repository, Clock clock) {
		this(repository, clock, false, null, TwoFactorMethod.NO_2FA, Set.of(TwoFactorMethod.PASSKEY));
	}

	TestPasskeys(PasskeyRepository repository, Clock clock, boolean login, UserTwoFactorAuthDataRepository choices,
			TwoFactorMethod fallback, Set<TwoFactorMethod> trusted) {
		PasskeySettings settings = new PasskeySettings("example.com",
				List.of(ORIGIN, OTHER_ORIGIN, "android:apk-key-hash:" + "a".repeat(43)), login, "Example",
				Duration.ofMinutes(5), new SecretKeySpec(new byte[32], "HmacSHA256"));
		this.repository = repository;
		TwoFactorEventPublisher publisher = new TwoFactorEventPublisher(
				(event) -> this.events.add((TwoFactorEvent) event), clock, () -> CLIENT);
		PasskeyVerifier verifier = new PasskeyVerifier(settings);
		PasskeyOptions options = new PasskeyOptions(settings);
		RandomIds ids = new RandomIds(new SecureRandom());
		this.handler = new PasskeyHandler(repository, verifier, options, publisher, clock, ids);
		this.login = new PasswordlessPasskeys(repository, verifier, options, publisher, clock, ids);
		TwoFactorMethods methods = new TwoFactorMethods(new TwoFactorMethodSettings(fallback, trusted),
				(user) -> (choices != null && choices.findByUserId(user.id()) != null)
						? choices.findByUserId(user.id()).preferredMethod() : null,
				List.of(this.handler, new OtherMethod(TwoFactorMethod.CODE_SENDER, true),
						new OtherMethod(TwoFactorMethod.TOTP, false)));
		this.registration = new PasskeyRegistrationService(repository, verifier, options,
				new PasskeySetupTokens(settings, clock), methods, choices,
				new EnrollmentClaims(Policies.none(trusted),
						new EnrollmentSettings(Duration.ofMinutes(15), Duration.ZERO),
						new InMemoryStateStore(clock, 1000), clock),
				publisher, clock, ids);
	}

	PasskeyHandler handler() {
		return this.handler;
	}

	PasswordlessPasskeys login() {
		return this.login;
	}

	PasskeyRegistrationService registration() {
		return this.registration;
	}

	PasskeyRepository repository() {
		return this.repository;
	}

	List<TwoFactorEvent> events() {
		return this.events;
	}

	/**
	 * Sets a device up.
	 */
	Passkey register(TwoFactorUser user, TestAuthenticator device) {
		PasskeySetup setup = this.registration.setUp(user);
		return this.registration.confirm(user, setup.token(), Proof.ofCredential(device.create(setup.publicKey())),
				null);
	}

	/**
	 * What uses the signature of a device up, or {@code null} if it is wrong.
	 */
	AcceptedProof check(TwoFactorUser user, TestAuthenticator device) {
		Challenge challenge = this.handler.begin(user);
		return check(challenge, user, device.get(options(challenge)));
	}

	AcceptedProof check(Challenge challenge, TwoFactorUser user, String credential) {
		return this.handler.check(challenge.claims(), user, Proof.ofCredential(credential));
	}

	IdentifiedProof identify(TestAuthenticator device) {
		Challenge challenge = this.login.begin();
		return this.login.identify(challenge.claims(), Proof.ofCredential(device.get(options(challenge))));
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> options(Challenge challenge) {
		return (Map<String, Object>) challenge.members().get("public_key");
	}

}
