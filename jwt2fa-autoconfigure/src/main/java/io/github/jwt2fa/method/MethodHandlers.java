package io.github.jwt2fa.method;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import org.jspecify.annotations.Nullable;

/**
 * The methods that there are, by name, and what their values of the claim {@code amr}
 * (<a href="https://www.rfc-editor.org/rfc/rfc8176">RFC 8176</a>) stand beside.
 * Immutable.
 */
final class MethodHandlers {

	/** A password is no second factor, but the first of every login by one. */
	static final String PASSWORD = "pwd";

	/** More than one factor. */
	static final String MULTI_FACTOR = "mfa";

	/** No second factor, but what stood in for one that was shown a while ago. */
	static final String TRUSTED_DEVICE = TwoFactorMethod.TRUSTED_DEVICE.value();

	private final Map<TwoFactorMethod, TwoFactorMethodHandler> byMethod = new LinkedHashMap<>();

	private final List<TwoFactorMethodHandler> all;

	/**
	 * The methods of an application.
	 * @param handlers the methods, in the order of preference
	 * @throws IllegalArgumentException if two of them have the same name or {@code amr},
	 * or one has a name or {@code amr} that is taken
	 */
	MethodHandlers(List<? extends TwoFactorMethodHandler> handlers) {
		Map<String, TwoFactorMethodHandler> references = new LinkedHashMap<>();
		handlers.forEach((handler) -> {
			requireFit(handler);
			requireUnique("the method " + handler.method(), handler, this.byMethod.put(handler.method(), handler));
			requireUnique("the amr " + handler.amr(), handler, references.put(handler.amr(), handler));
		});
		this.all = List.copyOf(handlers);
	}

	private static void requireFit(TwoFactorMethodHandler handler) {
		String method = handler.method().value();
		if (!method.matches("[a-z0-9]+(-[a-z0-9]+)*") || handler.method().equals(TwoFactorMethod.NO_2FA)
				|| handler.method().equals(TwoFactorMethod.TRUSTED_DEVICE)) {
			throw unfit(handler, "has the method \"" + method
					+ "\": choose another name, of small letters, digits and dashes, such as sms");
		}
		if (handler.amr().isBlank() || Set.of(PASSWORD, MULTI_FACTOR, TRUSTED_DEVICE).contains(handler.amr())) {
			throw unfit(handler,
					"has the amr \"" + handler.amr() + "\": return another one, such as \"" + method + "\"");
		}
		if (handler.isStandIn() && (handler.isOwn() || handler.isSent())) {
			throw unfit(handler,
					"stands in for others, and is one to set up or to send: let isOwn and isSent return " + "false");
		}
		if (!handler.factor().matches("FACTOR_[A-Z0-9_]+")) {
			throw unfit(handler, "has the factor \"" + handler.factor()
					+ "\": return FACTOR_ and a name in capital letters, such as FACTOR_SMS");
		}
	}

	private static void requireUnique(String what, TwoFactorMethodHandler handler,
			@Nullable TwoFactorMethodHandler other) {
		if (other != null) {
			throw unfit(handler, "has " + what + ", as " + other.getClass().getName() + " has: let one return another");
		}
	}

	private static IllegalArgumentException unfit(TwoFactorMethodHandler handler, String fault) {
		return new IllegalArgumentException(handler.getClass().getName() + " " + fault);
	}

	/**
	 * The methods, in the order of preference.
	 */
	List<TwoFactorMethodHandler> all() {
		return this.all;
	}

	/**
	 * A method, or none where there is no such.
	 */
	@Nullable TwoFactorMethodHandler find(TwoFactorMethod method) {
		return this.byMethod.get(method);
	}

	/**
	 * A method that there is.
	 */
	TwoFactorMethodHandler get(TwoFactorMethod method) {
		TwoFactorMethodHandler handler = find(method);
		if (handler == null) {
			throw new IllegalArgumentException("No handler for the method " + method);
		}
		return handler;
	}

	/**
	 * Whether there is such a method for users to choose.
	 */
	boolean isKnown(TwoFactorMethod method) {
		TwoFactorMethodHandler handler = find(method);
		return method.equals(TwoFactorMethod.NO_2FA) || (handler != null && !handler.isStandIn());
	}

	/**
	 * A password, or what an application checked in its place, which stands alone and is
	 * none of the methods. A login by a trusted device shows nothing.
	 */
	boolean isFirstStep(Collection<String> amr) {
		return (amr.contains(PASSWORD) && !amr.contains(TRUSTED_DEVICE))
				|| (amr.size() == 1 && this.all.stream().noneMatch((handler) -> amr.contains(handler.amr())));
	}

}
