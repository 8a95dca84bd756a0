package io.github.jwt2fa.login;

import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent.LoginRefused;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.measure.Step;
import io.github.jwt2fa.measure.StepObserver;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.PasswordlessMethod;
import io.github.jwt2fa.method.PasswordlessMethod.IdentifiedProof;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.ratelimit.ClientAddress;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.jspecify.annotations.Nullable;

/**
 * The login by one step alone, whose proof tells who the user is: by a passkey, without a
 * name and a password. What nobody can guess spends no user's budget, and is not stopped
 * by a spent one. Thread-safe.
 *
 * @since 0.1.0
 */
public final class PasswordlessLogin {

	private final PasswordlessMethod method;

	private final PasswordlessTokens tokens;

	private final LoginLimits limits;

	private final TwoFactorMethods methods;

	private final TwoFactorUserService users;

	private final LoginCompletion completion;

	private final TwoFactorEventPublisher events;

	private final StepObserver steps;

	/**
	 * A login by one method.
	 * @param method what proves who the user is
	 * @param tokens what a login begins with
	 * @param limits counts by client address
	 * @param methods what users may log in by
	 * @param users finds the users
	 * @param completion issues what a login is for
	 * @param events where refusals are published
	 * @param steps sees each login
	 */
	PasswordlessLogin(PasswordlessMethod method, PasswordlessTokens tokens, LoginLimits limits,
			TwoFactorMethods methods, TwoFactorUserService users, LoginCompletion completion,
			TwoFactorEventPublisher events, StepObserver steps) {
		this.method = method;
		this.tokens = tokens;
		this.limits = limits;
		this.methods = methods;
		this.users = users;
		this.completion = completion;
		this.events = events;
		this.steps = steps;
	}

	/**
	 * Begins a login of nobody yet. Nothing is counted and nothing kept.
	 * @return what the client needs
	 */
	public Start start() {
		Challenge challenge = this.method.begin();
		return new Start(this.tokens.issue(challenge.claims()), challenge.members());
	}

	/**
	 * Whether a text is a token that {@link #start} returned, be it past its end. Any
	 * other belongs to {@link TwoFactorLoginService}.
	 * @param token the text
	 * @return whether it is such a token
	 */
	public boolean isToken(String token) {
		return this.tokens.read(token) != null;
	}

	/**
	 * Completes a login.
	 * @param client the client's address, by which each call counts
	 * @param text the token that the login began with
	 * @param named the method that the client named, or {@code null} for none
	 * @param proof what the client made of it
	 * @param device what the client says of its device
	 * @return the answer to a complete login
	 * @throws TwoFactorException {@code throttled}, {@code code_token_expired},
	 * {@code token_already_used}, {@code authentication_failed},
	 * {@code 2fa_method_not_available} or what the method says of a proof that nobody
	 * here has
	 */
	public LoginResult complete(ClientAddress client, String text, @Nullable TwoFactorMethod named, Proof proof,
			LoginDevice device) {
		return this.steps.observe(Step.COMPLETE_ALONE, () -> check(client, text, named, proof, device));
	}

	private LoginResult check(ClientAddress client, String text, @Nullable TwoFactorMethod named, Proof proof,
			LoginDevice device) {
		PasswordlessToken token = this.tokens.read(text);
		if (token == null) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		this.limits.admit(client);
		this.tokens.requireUnused(token);
		if (proof.isCode() || (named != null && !named.equals(this.method.method()))) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		IdentifiedProof shown = this.method.identify(token.challenge(), proof);
		TwoFactorUser user = owner(shown.userId());
		if (this.methods.handlerIfOffered(user, this.method.method()) == null
				|| !this.methods.isEnough(user, this.method.method(), null)) {
			throw new TwoFactorException(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE);
		}
		use(token, shown.accepted(), user);
		return this.completion.completeAlone(user, this.method.method(), shown.accepted().members(), device);
	}

	private TwoFactorUser owner(String userId) {
		TwoFactorUser user = this.users.findById(userId);
		if (user == null || user.disabled() || !CodeTokenCodec.canCarry(user.id())) {
			if (user != null && user.disabled()) {
				tellRefused(user, LoginRefused.Reason.USER_DISABLED);
			}
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		return user;
	}

	/**
	 * The token before the proof: of several requests with it one gets as far as the
	 * proof, which none takes in vain.
	 */
	private void use(PasswordlessToken token, AcceptedProof proof, TwoFactorUser user) {
		if (!this.tokens.use(token)) {
			tellRefused(user, LoginRefused.Reason.TOKEN_ALREADY_USED);
			throw new TwoFactorException(TwoFactorError.TOKEN_ALREADY_USED);
		}
		if (!take(proof, token)) {
			throw new TwoFactorException(proof.refusal());
		}
	}

	/**
	 * Where it can't be told, the token is left for another try.
	 */
	private boolean take(AcceptedProof proof, PasswordlessToken token) {
		try {
			return proof.use();
		}
		catch (RuntimeException ex) {
			try {
				this.tokens.giveBack(token);
			}
			catch (RuntimeException again) {
				ex.addSuppressed(again);
			}
			throw ex;
		}
	}

	private void tellRefused(TwoFactorUser user, LoginRefused.Reason reason) {
		this.events.publish((client, at) -> new LoginRefused(user.id(), this.method.method(), reason, client, at));
	}

	/**
	 * What a client needs to make a proof.
	 *
	 * @param token comes back with the proof
	 * @param members what the method has to tell, by the names that it gave it
	 */
	public record Start(String token, Map<String, Object> members) {

		public Start {
			members = Map.copyOf(members);
		}

		@Override
		public String toString() {
			return "Start[***]";
		}

	}

}
