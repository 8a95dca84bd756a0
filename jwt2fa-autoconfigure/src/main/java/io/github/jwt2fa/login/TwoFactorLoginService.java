package io.github.jwt2fa.login;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEvent.LoginRefused;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.ratelimit.ClientAddress;
import io.github.jwt2fa.password.PasswordFingerprint;
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

	private final LoginCompletion completion;

	private final TwoFactorEventPublisher events;

	/**
	 * A login service.
	 * @param limits what is counted
	 * @param methods which method a user has to complete
	 * @param codeTokens makes and reads code tokens
	 * @param users finds the users
	 * @param passwords ties code tokens to passwords, or {@code null} if nothing does
	 * @param completion issues what a login is for
	 * @param events where the steps are published
	 */
	TwoFactorLoginService(LoginLimits limits, TwoFactorMethods methods, CodeTokenCodec codeTokens,
			TwoFactorUserService users, @Nullable PasswordFingerprint passwords, LoginCompletion completion,
			TwoFactorEventPublisher events) {
		methods.handlers().forEach(TwoFactorLoginService::requireFit);
		this.limits = limits;
		this.methods = methods;
		this.codeTokens = codeTokens;
		this.users = users;
		this.passwords = passwords;
		this.completion = completion;
		this.events = events;
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
		if (user.disabled() || !hasUsableId(user)) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		TwoFactorMethod method = this.methods.required(user);
		if (method.equals(TwoFactorMethod.NO_2FA)) {
			return this.completion.complete(user, method);
		}
		TwoFactorMethodHandler handler = this.methods.handler(method);
		CodeToken token = this.limits.reserve(this.codeTokens.create(user.id(), method), handler.isSent());
		CodeToken complete = token.withChallenge(begin(handler, user, token).claims());
		return new LoginResult.CodeTokenIssued(this.codeTokens
			.encode((this.passwords != null) ? complete.withPasswordFingerprint(this.passwords.of(user)) : complete));
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

	private Challenge begin(TwoFactorMethodHandler handler, TwoFactorUser user, CodeToken token) {
		try {
			Challenge challenge = handler.begin(user);
			if (handler.isSent()) {
				this.events.publish((client, at) -> new TwoFactorEvent.CodeSent(user.id(), client, at));
			}
			return challenge;
		}
		catch (RuntimeException ex) {
			// whatever failed, a listener of the application included: nobody has this
			// token
			this.limits.release(token);
			if (ex instanceof TwoFactorException) {
				this.events.publish((client, at) -> new TwoFactorEvent.CodeSendingFailed(user.id(), client, at));
			}
			throw ex;
		}
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
		CodeToken token = this.codeTokens.decode(codeToken);
		LoginLimits.Attempt attempt = this.limits.begin(token);
		TwoFactorUser user = this.users.findById(token.userId());
		if (user != null && this.passwords != null && !this.passwords.matches(token.passwordFingerprint(), user)) {
			// whoever has the old password must not spend the budget of the new one
			this.limits.refuse(attempt, LoginRefused.Reason.PASSWORD_CHANGED);
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		AcceptedProof accepted = (user != null) ? check(token, user, proof) : null;
		if (user == null || accepted == null) {
			this.limits.fail(attempt);
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		this.limits.use(attempt, accepted);
		if (user.disabled()) {
			this.limits.tellRefused(token, LoginRefused.Reason.USER_DISABLED);
			throw new TwoFactorException(TwoFactorError.PERMISSION_DENIED);
		}
		return this.completion.complete(user, token.method());
	}

	private @Nullable AcceptedProof check(CodeToken token, TwoFactorUser user, Proof proof) {
		TwoFactorMethodHandler handler = this.methods.handlerIfOffered(user, token.method());
		return (handler != null) ? handler.check(token.challenge(), user, proof) : null;
	}

}
