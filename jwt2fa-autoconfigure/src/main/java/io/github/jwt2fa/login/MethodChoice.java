package io.github.jwt2fa.login;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;
import io.github.jwt2fa.user.TotpSecretGetter;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * Which method a user has to complete.
 */
public final class MethodChoice {

	private final LoginSettings settings;

	private final PreferredTwoFactorMethodGetter preferredMethods;

	private final TotpSecretGetter totpSecrets;

	private final Map<TwoFactorMethod, TwoFactorMethodHandler> handlers = new LinkedHashMap<>();

	/**
	 * The choice among some methods.
	 * @param settings which methods are trusted, and which is the fallback
	 * @param preferredMethods what the users chose
	 * @param totpSecrets who has set TOTP up
	 * @param handlers the methods there are
	 */
	public MethodChoice(LoginSettings settings, PreferredTwoFactorMethodGetter preferredMethods,
			TotpSecretGetter totpSecrets, List<TwoFactorMethodHandler> handlers) {
		this.settings = settings;
		this.preferredMethods = preferredMethods;
		this.totpSecrets = totpSecrets;
		handlers.forEach((handler) -> this.handlers.put(handler.method(), handler));
	}

	/**
	 * The method that a user has to complete.
	 * @param user the user
	 * @return the method
	 * @throws TwoFactorException {@code 2fa_not_configured} if nobody knows it, or if it
	 * is none at all and that is not enough
	 */
	TwoFactorMethod of(TwoFactorUser user) {
		TwoFactorMethod method = this.preferredMethods.getPreferredMethod(user);
		if (method == null) {
			method = this.settings.fallbackMethod();
		}
		boolean known = method.equals(TwoFactorMethod.NO_2FA) || this.handlers.containsKey(method);
		// an unknown method never falls back to something weaker
		if (!known) {
			throw new TwoFactorException(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED);
		}
		if (this.settings.trusts(method)) {
			return method;
		}
		if (mayUseTotp(user)) {
			return TwoFactorMethod.TOTP;
		}
		if (method.equals(TwoFactorMethod.NO_2FA)) {
			throw new TwoFactorException(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED);
		}
		return method;
	}

	private boolean mayUseTotp(TwoFactorUser user) {
		return this.settings.trusts(TwoFactorMethod.TOTP) && this.handlers.containsKey(TwoFactorMethod.TOTP)
				&& this.totpSecrets.getTotpSecret(user) != null;
	}

	/**
	 * The handler of a method that {@link #of} returned.
	 */
	TwoFactorMethodHandler handler(TwoFactorMethod method) {
		TwoFactorMethodHandler handler = this.handlers.get(method);
		if (handler == null) {
			throw new IllegalArgumentException("No handler for the method " + method);
		}
		return handler;
	}

	/**
	 * Whether a user still has to complete a method, and how that is checked.
	 * @param user the user
	 * @param method the method of a code token
	 * @return the handler, or {@code null} if the user's method is another one now
	 */
	@Nullable TwoFactorMethodHandler handlerIfStill(TwoFactorUser user, TwoFactorMethod method) {
		try {
			return of(user).equals(method) ? this.handlers.get(method) : null;
		}
		catch (TwoFactorException ex) {
			return null;
		}
	}

}
