package io.github.jwt2fa.login;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEvent.LoginRefused.Reason;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.login.LoginResult.Authenticated;
import io.github.jwt2fa.login.LoginResult.CodeTokenIssued;
import io.github.jwt2fa.login.LoginResult.SteppedUp;
import io.github.jwt2fa.measure.StepObserver;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.ratelimit.ClientAddress;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.session.InMemoryLoginSessionRepository;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionSettings;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenSettings;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokens;
import io.github.jwt2fa.token.key.AuthTokenKeys;
import io.github.jwt2fa.user.CredentialsEraser;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The login of alice, who gets her codes by mail, and has a key, an app and codes on
 * paper beside.
 */
@ExtendWith(OutputCaptureExtension.class)
class TwoFactorLoginServiceTests implements TwoFactorUserService {

	private static final TwoFactorMethod KEY = TwoFactorMethod.of("key");

	private static final TwoFactorMethod APP = TwoFactorMethod.of("app");

	private static final TwoFactorMethod MAIL = TwoFactorMethod.of("mail");

	private static final TwoFactorMethod SMS = TwoFactorMethod.of("sms");

	private static final TwoFactorMethod PAPER = TwoFactorMethod.of("paper");

	private static final ClientAddress CLIENT = ClientAddress.of("203.0.113.1");

	private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

	private static final byte[] STEP_UP_SECRET = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.UTF_8);

	private final MutableClock clock = new MutableClock();

	private final List<Object> events = new ArrayList<>();

	private final TwoFactorEventPublisher publisher = new TwoFactorEventPublisher(this::hear, this.clock, () -> null);

	private final LoginSessions sessions = new LoginSessions(
			new LoginSessionSettings(Duration.ofDays(30), true, Duration.ofSeconds(30), Integer.MAX_VALUE),
			new InMemoryLoginSessionRepository(this.clock, 100), TrustedDevices.off(), this.publisher, this.clock);

	private final Map<String, TwoFactorUser> users = new HashMap<>(Map.of("alice", user("{noop}first")));

	private final Set<TwoFactorMethod> setUp = new HashSet<>(Set.of(KEY, APP, PAPER));

	private final Set<TwoFactorMethod> trusted = new HashSet<>(Set.of(KEY, APP, MAIL, SMS));

	private final List<String> begun = new ArrayList<>();

	private TwoFactorMethod chosen = MAIL;

	private Rate clientRate = Rate.UNLIMITED;

	private boolean down;

	private RuntimeException failure;

	private boolean refusesEvents;

	private static TwoFactorUser user(String password) {
		return TwoFactorUser.of(User.withUsername("alice").password(password).roles("USER").build());
	}

	private void hear(Object event) {
		this.events.add(event);
		if (this.refusesEvents) {
			throw new TwoFactorException(TwoFactorError.PERMISSION_DENIED);
		}
	}

	@Override
	public TwoFactorUser findById(String id) {
		return this.users.get(id);
	}

	@Override
	public TwoFactorUser findByAuthentication(Authentication authentication) {
		return findById(authentication.getName());
	}

	private TwoFactorUser alice() {
		return this.users.get("alice");
	}

	private TwoFactorLoginService login() {
		return login(9, null);
	}

	private TwoFactorLoginService login(int maxTokens, PasswordFingerprint passwords) {
		return login(maxTokens, passwords,
				List.of(new Handler("app", Kind.APP), new Handler("key", Kind.CREDENTIAL),
						new Handler("mail", Kind.SENT), new Handler("sms", Kind.SENT_IF_SET_UP),
						new Handler("paper", Kind.STAND_IN)));
	}

	private TwoFactorLoginService login(int maxTokens, PasswordFingerprint passwords,
			List<TwoFactorMethodHandler> handlers) {
		LoginLimits limits = new LoginLimits(
				new LoginSettings(this.clientRate, maxTokens, Rate.UNLIMITED, Duration.ZERO, 5, List.of()),
				new InMemoryStateStore(this.clock, 100), this.publisher, this.clock);
		TwoFactorMethods methods = new TwoFactorMethods(new TwoFactorMethodSettings(MAIL, this.trusted),
				(user) -> this.chosen, handlers);
		JwsKey key = JwsKey.ofSecret(JwsAlgorithm.HS256, SECRET);
		Duration minute = Duration.ofMinutes(1);
		AuthTokenFactory tokens = new AuthTokenFactory(new AuthTokenKeys(key, key, List.of()),
				new AuthTokenSettings(new AuthTokenSettings.Lifetimes(minute, minute, minute, minute, minute), null,
						List.of(), Duration.ZERO, "user_id", 0),
				List.of(), null, new RandomIds(new SecureRandom()), this.clock);
		DeviceTrust trust = new DeviceTrust(TrustedDevices.off(), methods,
				new PasswordFingerprint(new HmacSha256(new byte[32]), this));
		LoginCompletion completion = new LoginCompletion(methods, this.sessions, trust,
				(login) -> AuthTokens.of(AuthTokenType.ACCESS, tokens.create(AuthTokenType.ACCESS, login)), tokens,
				this.publisher, this.events::add, new CredentialsEraser(this), this.clock);
		CodeTokenCodec codec = new CodeTokenCodec(
				new CodeTokenSettings(new SecretKeySpec(SECRET, "HmacSHA256"),
						new SecretKeySpec(STEP_UP_SECRET, "HmacSHA256"), Duration.ofMinutes(5), 16),
				this.clock, new SecureRandom());
		return new TwoFactorLoginService(limits, methods, codec, this, passwords, this.sessions, trust, completion,
				this.publisher, StepObserver.NONE);
	}

	private static String token(LoginResult result) {
		return ((CodeTokenIssued) result).codeToken();
	}

	private static TwoFactorMethod completedBy(LoginResult result) {
		return ((Authenticated) result).login().method();
	}

	/**
	 * A login that goes on.
	 */
	private AuthToken session() {
		this.sessions.begin("s1", "alice", this.clock.instant(), MAIL, null);
		return AuthToken.withId("id")
			.type(AuthTokenType.ACCESS)
			.userId("alice")
			.issuedAt(this.clock.instant())
			.expiresAt(this.clock.instant().plusSeconds(300))
			.session("s1")
			.authTime(this.clock.instant())
			.amr(List.of("pwd", "mail", "mfa"))
			.build();
	}

	private static StepUpRequest asked(String factor) {
		return new StepUpRequest(Set.of(factor), false, null);
	}

	private static TwoFactorException assertRefused(TwoFactorError error, ThrowingCallable call) {
		return assertThatExceptionOfType(TwoFactorException.class).isThrownBy(call)
			.satisfies((refusal) -> assertThat(refusal.error()).isEqualTo(error))
			.actual();
	}

	@Test
	void newWhenAMethodHasTheNameOfAClaimThenFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> login(9, null, List.of(new Handler("jti", Kind.SENT))))
			.withMessageContaining("\"jti\", which is the name of another claim");
	}

	@Test
	void startWhenTheUserMayNotLogInThenRefused(CapturedOutput output) {
		TwoFactorLoginService login = login();
		AuthToken session = session();
		login.start(alice());
		this.events.clear();
		for (TwoFactorUser user : List.of(alice().toBuilder().disabled(true).build(),
				TwoFactorUser.withId("x".repeat(256)).build())) {
			assertThat(output).doesNotContain("A user can't log in");
			List.<ThrowingCallable>of(() -> login.start(user), () -> login.start(user, List.of(MAIL)),
					() -> login.start(user, FirstFactor.of("cert")),
					() -> login.stepUp(session, user, asked("FACTOR_MAIL")))
				.forEach((call) -> assertRefused(TwoFactorError.AUTHENTICATION_FAILED, call));
		}
		assertThat(output).contains("A user can't log in: its id is 256 characters long");
		assertThat(this.events).isEmpty();
	}

	@Test
	void startWhenACodeIsSentThenToldAndSaysWhenItMayBeSentAgain() {
		CodeTokenIssued sent = (CodeTokenIssued) login().start(alice());
		assertThat(sent.method()).isEqualTo(MAIL);
		assertThat(sent.resendAfter()).isEqualTo(Duration.ofSeconds(30));
		assertThat(this.events).containsExactly(new TwoFactorEvent.CodeSent("alice", null, this.clock.instant()));
		this.events.clear();
		this.chosen = APP;
		assertThat(((CodeTokenIssued) login().start(alice())).resendAfter()).isNull();
		assertThat(this.events).isEmpty();
	}

	@Test
	void startWhenTheCodeCanNotBeSentThenToldAndNoSlotIsTaken() {
		TwoFactorLoginService login = login(1, null);
		this.down = true;
		assertRefused(TwoFactorError.VERIFICATION_CODE_SENDING_FAILED, () -> login.start(alice()));
		assertThat(this.events)
			.containsExactly(new TwoFactorEvent.CodeSendingFailed("alice", null, this.clock.instant()));
		this.down = false;
		assertThatNoException().isThrownBy(() -> login.start(alice()));
	}

	/**
	 * A method of the application may throw anything.
	 */
	@Test
	void startWhenSendingFailsByWhateverThenTold() {
		TwoFactorLoginService login = login();
		this.failure = new IllegalStateException("the gateway is away");
		assertThatIllegalStateException().isThrownBy(() -> login.start(alice()));
		assertThat(this.events)
			.containsExactly(new TwoFactorEvent.CodeSendingFailed("alice", null, this.clock.instant()));
	}

	@Test
	void startWhenAMethodThatSendsNothingRefusesThenNoCodeIsToldOf() {
		this.chosen = APP;
		this.failure = new TwoFactorException(TwoFactorError.THROTTLED);
		assertRefused(TwoFactorError.THROTTLED, () -> login().start(alice()));
		assertThat(this.events).isEmpty();
	}

	@Test
	void startWhenAListenerRefusesACodeThatWasSentThenItIsNotToldAsFailed() {
		this.refusesEvents = true;
		assertRefused(TwoFactorError.PERMISSION_DENIED, () -> login().start(alice()));
		assertThat(this.events).containsExactly(new TwoFactorEvent.CodeSent("alice", null, this.clock.instant()));
	}

	/**
	 * Such as where the users can't be asked for it just then.
	 */
	@Test
	void startWhenThePasswordIsNotKnownThenNoCodeIsSentAndNoSlotTaken() {
		TwoFactorLoginService login = login(1, new PasswordFingerprint(new HmacSha256(SECRET), this));
		TwoFactorUser erased = TwoFactorUser.withId("alice").build();
		TwoFactorUser stored = this.users.put("alice", erased);
		assertThatIllegalStateException().isThrownBy(() -> login.start(erased));
		assertThat(this.events).isEmpty();
		this.users.put("alice", stored);
		assertThatNoException().isThrownBy(() -> login.start(erased));
	}

	@Test
	void startWhenTheClientTellsWhatItCanThenAllThatSendsNothingIsBegun() {
		TwoFactorLoginService login = login();
		CodeTokenIssued issued = (CodeTokenIssued) login.start(alice(),
				List.of(KEY, MAIL, TwoFactorMethod.of("dance")));
		assertThat(issued.methods()).containsExactly(MAIL, KEY);
		assertThat(issued.members()).isEqualTo(Map.of("mail", "begun", "key", "begun"));
		assertThat(this.begun).containsExactlyInAnyOrder("app", "key", "paper", "mail").last().isEqualTo("mail");
		assertThat(completedBy(login.complete(issued.codeToken(), KEY, Proof.ofCredential("key")))).isEqualTo(KEY);
		this.begun.clear();
		CodeTokenIssued app = (CodeTokenIssued) login.start(alice(), List.of(APP));
		assertThat(this.begun).as("nothing is sent").containsExactlyInAnyOrder("app", "key", "paper");
		assertThat(app.members()).isEmpty();
		assertThat(completedBy(login.complete(app.codeToken(), KEY, Proof.ofCredential("key")))).isEqualTo(KEY);
		assertRefused(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE, () -> login.start(alice(), List.of(SMS)));
	}

	@Test
	void startWhenTheFirstStepWasNoPasswordThenItIsNoSecondOne() {
		TwoFactorLoginService login = login();
		CodeTokenIssued issued = (CodeTokenIssued) login.start(alice(), FirstFactor.of("app"), List.of(APP, MAIL));
		assertThat(issued.methods()).containsExactly(MAIL);
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED,
				() -> login.complete(issued.codeToken(), APP, Proof.of("app")));
		assertThat(((Authenticated) login.complete(issued.codeToken(), "mail")).login().amr()).containsExactly("app",
				"mail", "mfa");
		assertThat(((CodeTokenIssued) login.start(alice(), FirstFactor.sent("link"), List.of(APP, MAIL))).methods())
			.containsExactly(APP);
		assertThat(((CodeTokenIssued) login.start(alice(), FirstFactor.of("cert"))).methods()).containsExactly(MAIL,
				APP, PAPER);
	}

	@Test
	void completeWhenRightThenASessionBeginsAndItIsTold() {
		TwoFactorLoginService login = login();
		String token = token(login.start(alice()));
		this.events.clear();
		Authenticated result = (Authenticated) login.complete(token, null, Proof.of("mail"),
				LoginDevice.named("Alice's laptop"));
		assertThat(this.sessions.isAlive(result.login().session())).isTrue();
		assertThat(this.sessions.findAll("alice")).extracting(LoginSession::deviceName)
			.containsExactly("Alice's laptop");
		assertThat(this.events).hasSize(2)
			.contains(new TwoFactorEvent.LoginSucceeded("alice", "alice", MAIL, null, this.clock.instant()));
		assertThat(this.events).last()
			.isInstanceOfSatisfying(InteractiveAuthenticationSuccessEvent.class,
					(event) -> assertThat(event.getAuthentication().getName()).isEqualTo("alice"));
	}

	@Test
	void completeWhenNoMethodIsNamedThenTheTokensOwnOrThatWhoseShapeItIs() {
		TwoFactorLoginService login = login();
		assertThat(completedBy(login.complete(token(login.start(alice())), "paper"))).isEqualTo(PAPER);
		String token = token(login.start(alice(), List.of(MAIL, KEY)));
		this.events.clear();
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.complete(token, "app"));
		assertThat(this.events)
			.containsExactly(new TwoFactorEvent.SecondFactorFailed("alice", MAIL, null, this.clock.instant()));
		assertThat(completedBy(login.complete(token, "mail"))).isEqualTo(MAIL);
		String other = token(login.start(alice(), List.of(MAIL, KEY)));
		assertThat(completedBy(login.complete(other, Proof.ofCredential("key")))).isEqualTo(KEY);
	}

	@Test
	void completeWhenAMethodIsNamedThenOnlyIfItWasBegunOrNeedsNoBeginning() {
		TwoFactorLoginService login = login();
		String token = token(login.start(alice()));
		this.chosen = SMS;
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.complete(token, SMS, Proof.of("sms")));
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED,
				() -> login.complete(token, KEY, Proof.ofCredential("key")));
		assertThat(completedBy(login.complete(token, APP, Proof.of("app")))).isEqualTo(APP);
	}

	@Test
	void completeWhenTheMethodIsNotOfferedAnyMoreThenRefused() {
		TwoFactorLoginService login = login();
		String token = token(login.start(alice(), List.of(MAIL, KEY)));
		this.chosen = SMS;
		String bySms = token(login.start(alice(), List.of(SMS)));
		this.chosen = APP;
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.complete(token, "mail"));
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.complete(bySms, "sms"));
		this.setUp.remove(KEY);
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED,
				() -> login.complete(token, KEY, Proof.ofCredential("key")));
		this.setUp.remove(APP);
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.complete(token, PAPER, Proof.of("paper")));
		this.setUp.add(APP);
		assertThat(completedBy(login.complete(token, PAPER, Proof.of("paper")))).isEqualTo(PAPER);
	}

	@Test
	void completeWhenTheMethodIsNotTrustedThenRefusedBesideOneThatIs() {
		this.trusted.remove(APP);
		TwoFactorLoginService login = login();
		String token = token(login.start(alice()));
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.complete(token, APP, Proof.of("app")));
		assertThat(completedBy(login.complete(token, "mail"))).isEqualTo(MAIL);
	}

	@Test
	void completeWhenThePasswordIsAnotherThenRefusedAndTold() {
		TwoFactorLoginService login = login(9, new PasswordFingerprint(new HmacSha256(SECRET), this));
		String token = token(login.start(alice()));
		this.users.put("alice", user("{noop}second"));
		this.clock.advance(Duration.ofSeconds(30));
		this.events.clear();
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.complete(token, "mail"));
		assertThat(this.events).containsExactly(
				new TwoFactorEvent.LoginRefused("alice", MAIL, Reason.PASSWORD_CHANGED, null, this.clock.instant()));
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.sendAgain(CLIENT, token, null));
		this.users.put("alice", user("{noop}first"));
		String next = token(login.sendAgain(CLIENT, token, null));
		assertThat(completedBy(login.complete(next, "mail"))).isEqualTo(MAIL);
	}

	@Test
	void completeWhenTheUserIsGoneThenRefused() {
		TwoFactorLoginService login = login();
		String token = token(login.start(alice()));
		this.users.clear();
		this.clock.advance(Duration.ofSeconds(30));
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.complete(token, "mail"));
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.sendAgain(CLIENT, token, null));
	}

	@Test
	void completeWhenTheSessionIsOverThenRefusedAndTold() {
		TwoFactorLoginService login = login();
		AuthToken session = session();
		assertThat(login.complete(login.stepUp(session, alice(), asked("FACTOR_MAIL")).codeToken(), "mail"))
			.isInstanceOf(SteppedUp.class);
		assertThat(this.events).last()
			.isEqualTo(new TwoFactorEvent.SteppedUp("alice", "s1", MAIL, null, this.clock.instant()));
		String token = login.stepUp(session, alice(), asked("FACTOR_MAIL")).codeToken();
		this.sessions.endAll("alice", null);
		this.clock.advance(Duration.ofSeconds(30));
		this.events.clear();
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.complete(token, "mail"));
		assertThat(this.events).containsExactly(
				new TwoFactorEvent.LoginRefused("alice", MAIL, Reason.SESSION_OVER, null, this.clock.instant()));
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.sendAgain(CLIENT, token, null));
	}

	@Test
	void stepUpWhenALoginIsAskedForThenTheProofHasToVerifyTheUser() {
		TwoFactorLoginService login = login();
		CodeTokenIssued issued = login.stepUp(session(), alice(), new StepUpRequest(Set.of(), true, null));
		assertThat(issued.methods()).containsExactly(KEY);
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED,
				() -> login.complete(issued.codeToken(), KEY, Proof.ofCredential("key")));
		assertThat(login.complete(issued.codeToken(), KEY, Proof.ofCredential("key pin")))
			.isInstanceOf(SteppedUp.class);
	}

	@Test
	void stepUpWhenNothingThatIsOfferedWouldDoThenNotAvailable() {
		TwoFactorLoginService login = login();
		AuthToken session = session();
		for (String factor : List.of("FACTOR_PAPER", "FACTOR_SMS", "FACTOR_PASSWORD", "FACTOR_DANCE")) {
			assertRefused(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE,
					() -> login.stepUp(session, alice(), asked(factor)));
		}
		AuthToken foreign = session.toBuilder().session(null).build();
		assertRefused(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE,
				() -> login.stepUp(foreign, alice(), asked("FACTOR_MAIL")));
		this.setUp.clear();
		this.trusted.remove(MAIL);
		assertRefused(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE,
				() -> login().stepUp(session, alice(), asked("FACTOR_MAIL")));
	}

	@Test
	void sendAgainWhenTheCodeMayStillComeThenTooSoon() {
		TwoFactorLoginService login = login();
		String token = token(login.start(alice()));
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(assertRefused(TwoFactorError.THROTTLED, () -> login.sendAgain(CLIENT, token, null)).retryAfter())
			.isEqualTo(Duration.ofSeconds(29));
		this.clock.advance(Duration.ofSeconds(29));
		CodeTokenIssued next = (CodeTokenIssued) login.sendAgain(CLIENT, token, null);
		assertThat(next.method()).isEqualTo(MAIL);
		assertThat(next.codeToken()).isNotEqualTo(token);
		assertThat(completedBy(login.complete(next.codeToken(), "mail"))).isEqualTo(MAIL);
		// no code was sent for this one
		String app = token(login.start(alice(), List.of(APP)));
		assertThat(((CodeTokenIssued) login.sendAgain(CLIENT, app, MAIL)).method()).isEqualTo(MAIL);
	}

	@Test
	void sendAgainWhenTheTokenIsGoodForNothingThenRefused() {
		TwoFactorLoginService login = login();
		String old = token(login.start(alice()));
		this.clock.advance(Duration.ofMinutes(5));
		assertRefused(TwoFactorError.CODE_TOKEN_EXPIRED, () -> login.sendAgain(CLIENT, old, null));
		String used = token(login.start(alice()));
		login.complete(used, "mail");
		this.clock.advance(Duration.ofSeconds(30));
		assertRefused(TwoFactorError.TOKEN_ALREADY_USED, () -> login.sendAgain(CLIENT, used, null));
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.sendAgain(CLIENT, "garbage", null));
	}

	/**
	 * Whoever guesses code tokens is counted as whoever guesses passwords.
	 */
	@Test
	void sendAgainWhenTheTokenIsNoneThenTheClientIsCounted() {
		this.clientRate = Rate.valueOf("2/1h");
		TwoFactorLoginService login = login();
		login.admit(CLIENT);
		assertRefused(TwoFactorError.AUTHENTICATION_FAILED, () -> login.sendAgain(CLIENT, "garbage", null));
		assertRefused(TwoFactorError.THROTTLED, () -> login.sendAgain(CLIENT, "garbage", null));
		assertRefused(TwoFactorError.THROTTLED, () -> login.admit(CLIENT));
		login.admit(ClientAddress.of("203.0.113.2"));
	}

	@Test
	void sendAgainWhenItIsNothingToSendThenNotAvailable() {
		TwoFactorLoginService login = login();
		Function<FirstFactor, String> after = (first) -> token(login.start(alice(), first, List.of(APP)));
		String afterALink = after.apply(FirstFactor.sent("link"));
		String withinASession = login.stepUp(session(), alice(), asked("FACTOR_APP")).codeToken();
		for (String token : List.of(afterALink, withinASession)) {
			assertRefused(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE, () -> login.sendAgain(CLIENT, token, MAIL));
		}
		String token = after.apply(FirstFactor.of("cert"));
		for (TwoFactorMethod method : List.of(APP, SMS, TwoFactorMethod.of("dance"))) {
			assertRefused(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE, () -> login.sendAgain(CLIENT, token, method));
		}
		assertThat(((CodeTokenIssued) login.sendAgain(CLIENT, token, MAIL)).method()).isEqualTo(MAIL);
	}

	private enum Kind {

		CREDENTIAL, APP, SENT, SENT_IF_SET_UP, STAND_IN

	}

	/**
	 * A method whose proof is its name.
	 */
	private final class Handler implements TwoFactorMethodHandler {

		private final String name;

		private final Kind kind;

		private Handler(String name, Kind kind) {
			this.name = name;
			this.kind = kind;
		}

		@Override
		public TwoFactorMethod method() {
			return TwoFactorMethod.of(this.name);
		}

		@Override
		public boolean isOwn() {
			return this.kind == Kind.CREDENTIAL || this.kind == Kind.APP;
		}

		@Override
		public boolean isStandIn() {
			return this.kind == Kind.STAND_IN;
		}

		@Override
		public boolean isSent() {
			return this.kind == Kind.SENT || this.kind == Kind.SENT_IF_SET_UP;
		}

		@Override
		public boolean takesCode() {
			return this.kind != Kind.CREDENTIAL;
		}

		@Override
		public boolean verifiesUser() {
			return this.kind == Kind.CREDENTIAL;
		}

		@Override
		public boolean recognizes(Proof proof) {
			return (this.kind == Kind.STAND_IN) ? proof.text().equals(this.name)
					: TwoFactorMethodHandler.super.recognizes(proof);
		}

		@Override
		public boolean checksSetUp() {
			return this.kind != Kind.CREDENTIAL && this.kind != Kind.SENT;
		}

		@Override
		public List<Factor> factors(TwoFactorUser user) {
			return TwoFactorLoginServiceTests.this.setUp.contains(method()) ? List.of(Factor.single()) : List.of();
		}

		@Override
		public Challenge begin(TwoFactorUser user) {
			TwoFactorLoginServiceTests.this.begun.add(this.name);
			if (TwoFactorLoginServiceTests.this.failure != null) {
				throw TwoFactorLoginServiceTests.this.failure;
			}
			if (TwoFactorLoginServiceTests.this.down) {
				throw new TwoFactorException(TwoFactorError.VERIFICATION_CODE_SENDING_FAILED);
			}
			return (isSent() || this.kind == Kind.CREDENTIAL)
					? new Challenge(Map.of("nonce", this.name), Map.of(this.name, "begun")) : Challenge.none();
		}

		@Override
		public AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
			boolean right = proof.text().startsWith(this.name)
					&& (this.kind != Kind.CREDENTIAL || this.name.equals(claims.get("nonce")));
			boolean pin = proof.text().endsWith("pin");
			return right ? new AcceptedProof() {

				@Override
				public boolean use() {
					return true;
				}

				@Override
				public boolean verifiesUser() {
					return pin;
				}

			} : null;
		}

		@Override
		public boolean remove(String userId, String id) {
			return TwoFactorLoginServiceTests.this.setUp.remove(method());
		}

	}

}
