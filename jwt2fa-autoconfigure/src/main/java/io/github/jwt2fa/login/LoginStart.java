package io.github.jwt2fa.login;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.login.LoginResult.CodeTokenIssued;
import io.github.jwt2fa.measure.Step;
import io.github.jwt2fa.measure.StepObserver;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * Begins what a code token is for: sends a code where the method has one to send, and
 * makes the challenges of all others that are offered.
 */
final class LoginStart {

	private final LoginLimits limits;

	private final TwoFactorMethods methods;

	private final CodeTokenCodec codeTokens;

	private final @Nullable PasswordFingerprint passwords;

	private final TwoFactorEventPublisher events;

	private final StepObserver steps;

	LoginStart(LoginLimits limits, TwoFactorMethods methods, CodeTokenCodec codeTokens,
			@Nullable PasswordFingerprint passwords, TwoFactorEventPublisher events, StepObserver steps) {
		this.limits = limits;
		this.methods = methods;
		this.codeTokens = codeTokens;
		this.passwords = passwords;
		this.events = events;
		this.steps = steps;
	}

	/**
	 * Begins one method.
	 */
	CodeTokenIssued begin(TwoFactorUser user, TwoFactorMethod method) {
		return begin(user, List.of(method), List.of(), null, (token) -> token);
	}

	/**
	 * Begins the first of those offered that a client can do. With it goes everything
	 * offered that sends nothing: so any of it may be shown, with no request in between.
	 * @param user the user
	 * @param offered what is offered to the user
	 * @param able what the client can do
	 * @return the code token
	 * @throws TwoFactorException {@code 2fa_method_not_available} if the client can do
	 * nothing of that, and as {@link #begin(TwoFactorUser, TwoFactorMethod)}
	 */
	CodeTokenIssued begin(TwoFactorUser user, List<TwoFactorMethod> offered, Collection<TwoFactorMethod> able) {
		return begin(user, offered, able, (token) -> token);
	}

	/**
	 * Begins the same after something else than a password.
	 * @param origin adds to the token what it was
	 */
	CodeTokenIssued begin(TwoFactorUser user, List<TwoFactorMethod> offered, Collection<TwoFactorMethod> able,
			UnaryOperator<CodeToken> origin) {
		List<TwoFactorMethod> choice = offered.stream().filter(able::contains).toList();
		if (choice.isEmpty()) {
			throw new TwoFactorException(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE);
		}
		Set<TwoFactorMethod> unsent = new LinkedHashSet<>(offered);
		unsent.removeIf((method) -> this.methods.handler(method).isSent());
		List<TwoFactorMethod> others = unsent.stream().filter((method) -> !method.equals(choice.get(0))).toList();
		return begin(user, choice, others, unsent, origin);
	}

	private CodeTokenIssued begin(TwoFactorUser user, List<TwoFactorMethod> choice, List<TwoFactorMethod> others,
			@Nullable Set<TwoFactorMethod> unsent, UnaryOperator<CodeToken> origin) {
		TwoFactorMethodHandler handler = this.methods.handler(choice.get(0));
		CodeToken token = this.limits.reserve(this.codeTokens.create(user.id(), handler.method()), handler.isSent());
		Map<String, Object> members = new LinkedHashMap<>();
		CodeToken complete = origin.apply((unsent != null) ? token.withUnsent(unsent) : token);
		String text;
		try {
			if (this.passwords != null) {
				complete = complete.withPasswordFingerprint(this.passwords.fingerprint(user));
			}
			for (TwoFactorMethod other : others) {
				Challenge challenge = this.methods.handler(other).begin(user);
				complete = complete.withChallenge(other, challenge.claims());
				if (choice.contains(other)) {
					members.putAll(challenge.members());
				}
			}
			// after all else that may fail, for it may have sent a code
			Challenge challenge = challenge(handler, user);
			complete = complete.withChallenge(challenge.claims());
			members.putAll(challenge.members());
			text = this.codeTokens.encode(complete);
		}
		catch (RuntimeException ex) {
			// whatever failed, a listener of the application included: nobody has this
			// token
			this.limits.release(token);
			throw ex;
		}
		return new CodeTokenIssued(text, handler.method(), choice, handler.isSent() ? LoginLimits.RESEND_WAIT : null,
				members);
	}

	/**
	 * Sends a code once more, or by another way, for the password of before.
	 * @param token the token that was issued for it
	 * @param user its user
	 * @param method what sends the code
	 * @return the token that comes after it
	 * @throws TwoFactorException {@code 2fa_method_not_available}, {@code throttled},
	 * {@code too_many_code_tokens} or {@code verification_code_sending_failed}
	 */
	CodeTokenIssued sendAgain(CodeToken token, TwoFactorUser user, TwoFactorMethod method) {
		TwoFactorMethodHandler handler = this.methods.handlerIfOffered(user, method);
		if (handler == null || !handler.isSent() || !token.maySend(method)) {
			throw new TwoFactorException(TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE);
		}
		if (this.methods.handlers()
			.stream()
			.anyMatch((other) -> other.isSent() && other.method().equals(token.method()))) {
			this.limits.refuseTooSoon(token);
		}
		// the older tokens of the chain live on, so the slot stays theirs whatever fails
		CodeToken next = this.limits.reserve(this.codeTokens.create(user.id(), method).after(token), true);
		Challenge challenge = challenge(handler, user);
		return new CodeTokenIssued(this.codeTokens.encode(next.withChallenge(challenge.claims())), method,
				List.of(method), LoginLimits.RESEND_WAIT, challenge.members());
	}

	private Challenge challenge(TwoFactorMethodHandler handler, TwoFactorUser user) {
		if (!handler.isSent()) {
			return handler.begin(user);
		}
		Challenge challenge = send(handler, user);
		this.events.publish((client, at) -> new TwoFactorEvent.CodeSent(user.id(), client, at));
		return challenge;
	}

	/**
	 * Whatever a method of the application throws: no code is on its way.
	 */
	private Challenge send(TwoFactorMethodHandler handler, TwoFactorUser user) {
		try {
			return this.steps.observe(Step.SEND, handler.method(), () -> handler.begin(user));
		}
		catch (RuntimeException ex) {
			this.events.publish((client, at) -> new TwoFactorEvent.CodeSendingFailed(user.id(), client, at));
			throw ex;
		}
	}

}
