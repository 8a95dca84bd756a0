package io.github.jwt2fa.login;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent.LoginRefused;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.measure.Step;
import io.github.jwt2fa.measure.StepObserver;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.ratelimit.ClientAddress;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The login, from a right password on. An application whose first step is something else
 * than a password in JSON may call it in place of the endpoints. Thread-safe.
 *
 * @since 0.1.0
 */
public final class TwoFactorLoginService {

	private static final Log logger = LogFactory.getLog(TwoFactorLoginService.class);

	private final LoginLimits limits;

	private final TwoFactorMethods methods;

	private final CodeTokenCodec codeTokens;

	private final TwoFactorUserService users;

	private final @Nullable PasswordFingerprint passwords;

	private final LoginSessions sessions;

	private final DeviceTrust trust;

	private final LoginCompletion completion;

	private final LoginStart start;

	private final StepObserver steps;

	/**
	 * A login service.
	 * @param limits what is counted
	 * @param methods which method a user has to complete
	 * @param codeTokens makes and reads code tokens
	 * @param users finds the users
	 * @param passwords ties code tokens to passwords, or {@code null} if nothing does
	 * @param sessions tells whether one goes on in which a factor is shown once more
	 * @param trust tells on which devices the password is enough
	 * @param completion issues what a login is for
	 * @param events where the steps are published
	 * @param steps sees each step
	 */
	TwoFactorLoginService(LoginLimits limits, TwoFactorMethods methods, CodeTokenCodec codeTokens,
			TwoFactorUserService users, @Nullable PasswordFingerprint passwords, LoginSessions sessions,
			DeviceTrust trust, LoginCompletion completion, TwoFactorEventPublisher events, StepObserver steps) {
		methods.handlers().forEach(TwoFactorLoginService::requireFit);
		this.limits = limits;
		this.methods = methods;
		this.codeTokens = codeTokens;
		this.users = users;
		this.passwords = passwords;
		this.sessions = sessions;
		this.trust = trust;
		this.completion = completion;
		this.start = new LoginStart(limits, methods, codeTokens, passwords, events, steps);
		this.steps = steps;
	}

	private static void requireFit(TwoFactorMethodHandler handler) {
		if (!CodeTokenCodec.canCarry(handler.method())) {
			throw new IllegalArgumentException(handler.getClass().getName() + " has the method \"" + handler.method()
					+ "\", which is the name of another claim: choose another name");
		}
	}

	/**
	 * Counts a request by the client's address, before its password is looked at.
	 * @param client the client's address
	 * @throws TwoFactorException {@code throttled}
	 */
	public void admit(ClientAddress client) {
		this.limits.admit(client);
	}

	/**
	 * Begins a login after a right password: sends a code, where the user's method has
	 * one to send.
	 * @param user the user whose password was right
	 * @return a code token, or the answer to a complete login where the password is
	 * enough
	 * @throws TwoFactorException {@code authentication_failed} for a disabled user,
	 * {@code 2fa_not_configured}, {@code too_many_code_tokens}, {@code throttled} or
	 * {@code verification_code_sending_failed}
	 */
	public LoginResult start(TwoFactorUser user) {
		return start(user, LoginDevice.UNKNOWN);
	}

	/**
	 * Begins a login after a right password, from a device of which the client tells.
	 * Where the device is trusted, the password completes the login.
	 * @param user the user whose password was right
	 * @param device what the client says of its device
	 * @return as {@link #start(TwoFactorUser)}
	 * @throws TwoFactorException as {@link #start(TwoFactorUser)}
	 */
	public LoginResult start(TwoFactorUser user, LoginDevice device) {
		return this.steps.observe(Step.BEGIN, () -> begin(user, device));
	}

	private LoginResult begin(TwoFactorUser user, LoginDevice device) {
		requireLoginable(user);
		TwoFactorMethod shown = shownOn(user, device);
		if (shown != null) {
			return this.completion.completeOnTrustedDevice(user, shown, device);
		}
		TwoFactorMethod method = this.methods.required(user);
		return method.equals(TwoFactorMethod.NO_2FA) ? completeByFirst(user, FirstFactor.PASSWORD, device)
				: this.start.begin(user, method);
	}

	/**
	 * Begins a login after a right password, with a client that lets its user choose.
	 * Whatever the user is offered that sends nothing is begun at once, so that the code
	 * token takes any of it.
	 * @param user the user whose password was right
	 * @param able the methods that the client can do; unknown ones are ignored
	 * @return a code token, or the answer to a complete login where the password is
	 * enough
	 * @throws TwoFactorException as {@link #start(TwoFactorUser)}, and
	 * {@code 2fa_method_not_available} if the user is offered none of these
	 */
	public LoginResult start(TwoFactorUser user, Collection<TwoFactorMethod> able) {
		return start(user, able, LoginDevice.UNKNOWN);
	}

	/**
	 * Begins a login after a right password, with a client that lets its user choose and
	 * tells of its device. Where the device is trusted, the password completes the login.
	 * @param user the user whose password was right
	 * @param able the methods that the client can do; unknown ones are ignored
	 * @param device what the client says of its device
	 * @return as {@link #start(TwoFactorUser, Collection)}
	 * @throws TwoFactorException as {@link #start(TwoFactorUser, Collection)}
	 */
	public LoginResult start(TwoFactorUser user, Collection<TwoFactorMethod> able, LoginDevice device) {
		return this.steps.observe(Step.BEGIN, () -> begin(user, able, device));
	}

	private LoginResult begin(TwoFactorUser user, Collection<TwoFactorMethod> able, LoginDevice device) {
		requireLoginable(user);
		TwoFactorMethod shown = shownOn(user, device);
		if (shown != null) {
			return this.completion.completeOnTrustedDevice(user, shown, device);
		}
		List<TwoFactorMethod> offered = this.methods.offered(user);
		return offered.get(0).equals(TwoFactorMethod.NO_2FA) ? completeByFirst(user, FirstFactor.PASSWORD, device)
				: this.start.begin(user, offered, able);
	}

	/**
	 * Before it is asked what the client can do, and before anything counts for the user:
	 * nobody guesses the token of a device.
	 */
	private @Nullable TwoFactorMethod shownOn(TwoFactorUser user, LoginDevice device) {
		return (device.token() != null && this.trust.isOn())
				? this.trust.accept(user, this.methods.offeredWithoutStandIns(user), device.token()) : null;
	}

	/**
	 * Begins a login after a first step that is no password, with a client that lets its
	 * user choose. What is sent is no second factor after a first step that was sent, nor
	 * is the same method twice, nor a code that an operator issued.
	 * @param user the user
	 * @param first the first step, which was right
	 * @param able the methods that the client can do; unknown ones are ignored
	 * @return a code token, or the answer to a complete login where the first step is
	 * enough
	 * @throws TwoFactorException as {@link #start(TwoFactorUser, Collection)}
	 */
	public LoginResult start(TwoFactorUser user, FirstFactor first, Collection<TwoFactorMethod> able) {
		return this.steps.observe(Step.BEGIN, () -> begin(user, first, able));
	}

	private LoginResult begin(TwoFactorUser user, FirstFactor first, Collection<TwoFactorMethod> able) {
		requireLoginable(user);
		List<TwoFactorMethod> offered = this.methods.offered(user);
		if (offered.get(0).equals(TwoFactorMethod.NO_2FA)) {
			return completeByFirst(user, first, LoginDevice.UNKNOWN);
		}
		boolean hasOwn = this.methods.hasOwn(user);
		List<TwoFactorMethod> others = offered.stream()
			.map(this.methods::handler)
			.filter((handler) -> hasOwn || !handler.isStandIn())
			.filter((handler) -> !handler.amr().equals(first.amr()) && !(first.sent() && handler.isSent()))
			.map(TwoFactorMethodHandler::method)
			.toList();
		return this.start.begin(user, others, able, (token) -> token.withFirstFactor(first));
	}

	/**
	 * Begins a login after a first step that is no password, with a client that can do
	 * whatever takes a code.
	 * @param user the user
	 * @param first the first step, which was right
	 * @return as {@link #start(TwoFactorUser, FirstFactor, Collection)}
	 * @throws TwoFactorException as {@link #start(TwoFactorUser, Collection)}
	 */
	public LoginResult start(TwoFactorUser user, FirstFactor first) {
		return start(user, first,
				this.methods.handlers()
					.stream()
					.filter(TwoFactorMethodHandler::takesCode)
					.map(TwoFactorMethodHandler::method)
					.toList());
	}

	private static void requireLoginable(TwoFactorUser user) {
		if (user.disabled() || !hasUsableId(user)) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
	}

	private LoginResult completeByFirst(TwoFactorUser user, FirstFactor first, LoginDevice device) {
		return this.completion.complete(user, first, TwoFactorMethod.NO_2FA, null, device);
	}

	/**
	 * Begins to show a factor once more within a session. It counts as a login does.
	 * @param token the access token of the session, which is valid
	 * @param user its user
	 * @param request what is asked for
	 * @return a code token, which {@link #complete(String, TwoFactorMethod, Proof)
	 * completes} a step-up
	 * @throws TwoFactorException {@code authentication_failed} for a disabled user;
	 * {@code 2fa_method_not_available} if nothing that the user is offered would do, or
	 * the token is of no session: then a new login is the answer;
	 * {@code too_many_code_tokens}, {@code throttled} or
	 * {@code verification_code_sending_failed}
	 */
	public LoginResult.CodeTokenIssued stepUp(AuthToken token, TwoFactorUser user, StepUpRequest request) {
		return this.steps.observe(Step.STEP_UP, () -> beginStepUp(token, user, request));
	}

	private LoginResult.CodeTokenIssued beginStepUp(AuthToken token, TwoFactorUser user, StepUpRequest request) {
		requireLoginable(user);
		List<TwoFactorMethod> helpful = (token.session() != null) ? this.methods.repeatable(user)
			.stream()
			.filter(request::isMetBy)
			.map(TwoFactorMethodHandler::method)
			.toList() : List.of();
		Collection<TwoFactorMethod> able = (request.able() != null) ? request.able() : helpful;
		return this.start.begin(user, helpful, able, (codeToken) -> codeToken
			.withStepUp(new CodeToken.StepUp(token.subject(), Set.copyOf(helpful), request.asksForLogin())));
	}

	/**
	 * Sends a code once more, or by another method than before, without the password. The
	 * new code token has the attempts and the use of the one before, which stays good for
	 * the code that it came with.
	 * @param client the client's address, by which texts count that are no code tokens
	 * @param codeToken the text of the code token
	 * @param method what is to send the code, or {@code null} for the token's own method
	 * @return the new code token
	 * @throws TwoFactorException {@code throttled}, {@code authentication_failed},
	 * {@code code_token_expired}, {@code token_already_used},
	 * {@code too_many_auth_attempts}, {@code 2fa_method_not_available},
	 * {@code too_many_code_tokens} or {@code verification_code_sending_failed}
	 */
	public LoginResult sendAgain(ClientAddress client, String codeToken, @Nullable TwoFactorMethod method) {
		return this.steps.observe(Step.SEND_AGAIN, () -> sendOnceMore(client, codeToken, method));
	}

	private LoginResult sendOnceMore(ClientAddress client, String codeToken, @Nullable TwoFactorMethod method) {
		CodeToken token = genuine(client, codeToken);
		this.codeTokens.requireYoung(token);
		this.limits.admitSending(token);
		TwoFactorUser user = this.users.findById(token.userId());
		if (user == null || user.disabled() || hasOtherPassword(token, user) || isOfEndedSession(token)) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		return this.start.sendAgain(token, user, (method != null) ? method : token.method());
	}

	private CodeToken genuine(ClientAddress client, String codeToken) {
		try {
			return this.codeTokens.decodeGenuine(codeToken);
		}
		catch (TwoFactorException ex) {
			admit(client);
			throw ex;
		}
	}

	private boolean hasOtherPassword(CodeToken token, TwoFactorUser user) {
		return this.passwords != null && !this.passwords.matches(token.passwordFingerprint(), user);
	}

	private boolean isOfEndedSession(CodeToken token) {
		return token.stepUp() != null && !this.sessions.isAlive(token.stepUp().login().session());
	}

	/**
	 * Whether sessions and tokens can be about a user.
	 */
	private static boolean hasUsableId(TwoFactorUser user) {
		String id = user.id();
		boolean usable = CodeTokenCodec.canCarry(id);
		if (!usable) {
			logger.error("A user can't log in: its id is " + id.length() + " characters long, of which a table holds "
					+ "255, or holds control characters or halves of a surrogate pair");
		}
		return usable;
	}

	/**
	 * Completes a login with a code.
	 * @param codeToken the text of the code token
	 * @param code the code, as the user typed it
	 * @return the answer to a complete login, or an enrollment token where the method is
	 * not trusted
	 * @throws TwoFactorException {@code authentication_failed},
	 * {@code code_token_expired}, {@code throttled}, {@code too_many_auth_attempts},
	 * {@code token_already_used}, {@code code_already_used} or {@code permission_denied}
	 */
	public LoginResult complete(String codeToken, String code) {
		return complete(codeToken, Proof.of(code));
	}

	/**
	 * Completes a login with a code that may have come as a number.
	 * @param codeToken the text of the code token
	 * @param proof the code
	 * @return as {@link #complete(String, String)}
	 * @throws TwoFactorException as {@link #complete(String, String)}
	 */
	public LoginResult complete(String codeToken, Proof proof) {
		return complete(codeToken, null, proof);
	}

	/**
	 * Completes a login by a method of the client's choice, or what was
	 * {@linkplain #stepUp asked for} within a session.
	 * @param codeToken the text of the code token
	 * @param method the method that the proof is for, or {@code null} if the client does
	 * not say: then it is the token's own, unless the shape of the proof tells otherwise
	 * @param proof the proof
	 * @return as {@link #complete(String, String)}
	 * @throws TwoFactorException as {@link #complete(String, String)}
	 */
	public LoginResult complete(String codeToken, @Nullable TwoFactorMethod method, Proof proof) {
		return complete(codeToken, method, proof, LoginDevice.UNKNOWN);
	}

	/**
	 * Completes a login from a device of which the client tells.
	 * @param codeToken the text of the code token
	 * @param method the method that the proof is for, or {@code null} if the client does
	 * not say
	 * @param proof the proof
	 * @param device what the client says of its device; of no use within a session, which
	 * keeps what was told at its login
	 * @return as {@link #complete(String, String)}
	 * @throws TwoFactorException as {@link #complete(String, String)}
	 */
	public LoginResult complete(String codeToken, @Nullable TwoFactorMethod method, Proof proof, LoginDevice device) {
		return this.steps.observe(Step.COMPLETE, () -> check(codeToken, method, proof, device));
	}

	private LoginResult check(String codeToken, @Nullable TwoFactorMethod method, Proof proof, LoginDevice device) {
		CodeToken token = this.codeTokens.decode(codeToken);
		LoginLimits.Attempt attempt = this.limits.begin(token);
		TwoFactorUser user = this.users.findById(token.userId());
		if (user != null && hasOtherPassword(token, user)) {
			// whoever has the old password must not spend the budget of the new one
			this.limits.refuse(attempt, LoginRefused.Reason.PASSWORD_CHANGED);
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		if (user != null && isOfEndedSession(token)) {
			// whoever had the session must not spend the budget of whoever ended it
			this.limits.refuse(attempt, LoginRefused.Reason.SESSION_OVER);
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		ShownProof shown = (user != null) ? ShownProof.of(this.methods, token, user, method, proof)
				: new ShownProof(token.method(), null);
		attempt = attempt.by(shown.method());
		if (user == null || shown.accepted() == null) {
			this.limits.fail(attempt);
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		if (this.methods.handler(shown.method()).isStandIn()) {
			// who had to take a code out of a drawer may have lost a device; before the
			// code is used up, so that the user may try again if that fails
			this.trust.endAll(user);
		}
		this.limits.use(attempt, shown.accepted());
		if (user.disabled()) {
			this.limits.tellRefused(attempt, LoginRefused.Reason.USER_DISABLED);
			throw new TwoFactorException(TwoFactorError.PERMISSION_DENIED);
		}
		return (token.stepUp() != null)
				? this.completion.stepUp(user, token.stepUp().login(), shown.method(), shown.accepted())
				: this.completion.complete(user, token.firstFactor(), shown.method(), shown.accepted(), device);
	}

}
