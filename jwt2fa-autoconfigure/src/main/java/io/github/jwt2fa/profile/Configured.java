package io.github.jwt2fa.profile;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.session.LoginSessionSettings;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.token.AuthTokenCheckSettings;
import io.github.jwt2fa.token.AuthTokenIssuer;
import io.github.jwt2fa.token.AuthTokenSettings;
import io.github.jwt2fa.token.AuthTokenType;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * An application as it is configured: the checked settings of all rooms, and the beans
 * that decide in their place.
 *
 * @param profile the standard that it is held against
 * @param beans where settings and beans are
 */
record Configured(Profile profile, ListableBeanFactory beans) {

	/** What is ours begins so. */
	private static final String OWN = "jwt2fa";

	/** Beans that decide over what the properties say, and can't be looked into. */
	private static final List<Class<?>> DECIDING = List.of(StateStore.class, LoginSessionRepository.class,
			AuthTokenIssuer.class, TwoFactorMethodHandler.class);

	/**
	 * The settings of a room.
	 */
	<T> T get(Class<T> settings) {
		return this.beans.getBean(settings);
	}

	/**
	 * Whether there is a bean, by its name.
	 */
	boolean has(String bean) {
		return this.beans.containsBean(bean);
	}

	boolean trusts(TwoFactorMethod method) {
		return get(TwoFactorMethodSettings.class).trusted().contains(method);
	}

	/**
	 * Whether there is a way to check a method.
	 */
	boolean handles(TwoFactorMethod method) {
		return get(TwoFactorMethods.class).handlers().stream().anyMatch((handler) -> handler.method().equals(method));
	}

	/**
	 * The trusted methods as the standard would have them.
	 */
	List<String> fitMethods() {
		TreeSet<String> fit = new TreeSet<>();
		get(TwoFactorMethodSettings.class).trusted().forEach((method) -> fit.add(method.value()));
		fit.remove(TwoFactorMethod.NO_2FA.value());
		if (this.profile == Profile.NIST_AAL2) {
			fit.remove(TwoFactorMethod.CODE_SENDER.value());
			fit.add(TwoFactorMethod.PASSKEY.value());
		}
		return fit.isEmpty() ? List.of(TwoFactorMethod.TOTP.value()) : List.copyOf(fit);
	}

	boolean isSliding() {
		return get(AuthTokenCheckSettings.class).resourceType() == AuthTokenType.SLIDING;
	}

	/**
	 * How long after the login the last token is good.
	 */
	Duration overall() {
		return isSliding() ? lifetimes().slidingRefresh() : get(LoginSessionSettings.class).lifetime();
	}

	/**
	 * How long a session goes on without a refresh.
	 */
	Duration inactive() {
		return isSliding() ? lifetimes().sliding() : lifetimes().refresh();
	}

	AuthTokenSettings.Lifetimes lifetimes() {
		return get(AuthTokenSettings.class).lifetimes();
	}

	/**
	 * The application's beans that decide over what the properties say.
	 */
	List<String> ownBeans() {
		return DECIDING.stream()
			.flatMap((type) -> names(type))
			.filter((name) -> !name.startsWith(OWN))
			.distinct()
			.toList();
	}

	private Stream<String> names(Class<?> type) {
		return Arrays.stream(this.beans.getBeanNamesForType(type));
	}

}
