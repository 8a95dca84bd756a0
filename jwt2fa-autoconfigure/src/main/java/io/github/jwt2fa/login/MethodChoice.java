package io.github.jwt2fa.login;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.totp.TotpSecrets;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;
import io.github.jwt2fa.user.TwoFactorUser;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Which method a user has to complete.
 */
public final class MethodChoice {

	private static final Log logger = LogFactory.getLog(MethodChoice.class);

	private static final List<TwoFactorMethod> KNOWN = List.of(TwoFactorMethod.CODE_SENDER, TwoFactorMethod.TOTP,
			TwoFactorMethod.NO_2FA);

	/** So many users with unknown methods are in the log at most: then it is no news. */
	private static final int MAX_TOLD = 10_000;

	private final Set<String> toldOf = ConcurrentHashMap.newKeySet();

	private final LoginSettings settings;

	private final PreferredTwoFactorMethodGetter preferredMethods;

	private final TotpSecrets totpSecrets;

	private final Map<TwoFactorMethod, TwoFactorMethodHandler> handlers = new LinkedHashMap<>();

	/**
	 * The choice among some methods.
	 * @param settings which methods are trusted, and which is the fallback
	 * @param preferredMethods what the users chose
	 * @param totpSecrets who has set TOTP up
	 * @param handlers the methods there are
	 */
	public MethodChoice(LoginSettings settings, PreferredTwoFactorMethodGetter preferredMethods,
			TotpSecrets totpSecrets, List<TwoFactorMethodHandler> handlers) {
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
		TwoFactorMethod method = preferred(user);
		boolean known = method.equals(TwoFactorMethod.NO_2FA) || this.handlers.containsKey(method);
		// an unknown method never falls back to something weaker
		if (!known) {
			logOnce(user, method);
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

	private void logOnce(TwoFactorUser user, TwoFactorMethod method) {
		if (this.toldOf.size() < MAX_TOLD && this.toldOf.add(user.id())) {
			logger.error("The user " + LogText.of(user.id()) + " can't log in: the stored method \""
					+ LogText.of(method) + "\" is not known");
		}
	}

	private boolean mayUseTotp(TwoFactorUser user) {
		return this.settings.trusts(TwoFactorMethod.TOTP) && this.handlers.containsKey(TwoFactorMethod.TOTP)
				&& this.totpSecrets.isActive(user);
	}

	/**
	 * The methods that a user may choose.
	 * @param totpActive whether the user has set TOTP up
	 * @return the trusted methods
	 */
	public List<TwoFactorMethod> choosable(boolean totpActive) {
		return KNOWN.stream()
			.filter(this.settings::trusts)
			.filter((method) -> method.equals(TwoFactorMethod.NO_2FA) || this.handlers.containsKey(method))
			.filter((method) -> !method.equals(TwoFactorMethod.TOTP) || totpActive)
			.toList();
	}

	/**
	 * Whether there is such a method.
	 * @param method the method
	 * @return whether it is known
	 */
	public boolean isKnown(TwoFactorMethod method) {
		return KNOWN.contains(method);
	}

	/**
	 * Whether a method completes a login.
	 * @param method the method
	 * @return whether it is trusted
	 */
	public boolean isTrusted(TwoFactorMethod method) {
		return this.settings.trusts(method);
	}

	/**
	 * The method that a user chose, or the fallback.
	 * @param user the user
	 * @return the method, as it is stored
	 */
	public TwoFactorMethod preferred(TwoFactorUser user) {
		TwoFactorMethod method = this.preferredMethods.getPreferredMethod(user);
		return (method != null) ? method : this.settings.fallbackMethod();
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
