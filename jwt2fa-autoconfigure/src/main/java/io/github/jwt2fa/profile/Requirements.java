package io.github.jwt2fa.profile;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.device.TrustedDeviceSettings;
import io.github.jwt2fa.login.LoginSettings;
import io.github.jwt2fa.login.RecentLoginSettings;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.passkey.PasskeySettings;
import io.github.jwt2fa.method.totp.TotpSettings;
import io.github.jwt2fa.notice.NoticeSettings;
import io.github.jwt2fa.profile.Requirement.Check;
import io.github.jwt2fa.profile.Requirement.Fault;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.token.AuthTokenCheckSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the standards ask of the settings, by their texts: those of
 * <a href="https://github.com/OWASP/ASVS/tree/v5.0.0_release/5.0/en">OWASP ASVS 5.0.0</a>
 * and <a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP 800-63B-4</a> of
 * August 2025. What holds whatever is set, such as the ten minutes of a code, is not
 * here.
 */
final class Requirements {

	/** The standard does not ask for it, at this level. */
	private static final String NOT_ASKED = "";

	private static final String TRUSTED = "jwt2fa.trusted-2fa-methods";

	private static final Duration LONGEST_RECENT = Duration.ofMinutes(15);

	private static final Duration DAY = Duration.ofHours(24);

	private static final Duration HOUR = Duration.ofHours(1);

	/** So many failures in a row of one authenticator. */
	private static final long MOST_FAILURES = 100;

	/** A code of an authenticator app is new so often. */
	private static final int STEP_SECONDS = 30;

	/**
	 * In the order in which they are told.
	 */
	static final List<Requirement> ALL = List.of(
			asked("jwt2fa.fallback-2fa-method", "6.3.3", "2.2.1",
					when((it) -> it.get(TwoFactorMethodSettings.class).fallback().equals(TwoFactorMethod.NO_2FA),
							(it) -> "is no-2fa: who chose nothing has the password alone", "Set %s=code-sender")),
			asked(TRUSTED, "6.3.3", "2.2.1",
					(it) -> untrusted(it, TwoFactorMethod.NO_2FA, "holds no-2fa: the password alone is a login")),
			asked("jwt2fa.trusted-devices.max-age", "6.3.3", "5.1",
					when((it) -> !it.get(TrustedDeviceSettings.class).maxAge().isZero(),
							(it) -> "is " + text(it.get(TrustedDeviceSettings.class).maxAge())
									+ ": for so long the password alone is a login on a trusted device",
							"Set %s=0s")),
			asked(TRUSTED, NOT_ASKED, "3.1.3.1",
					(it) -> untrusted(it, TwoFactorMethod.CODE_SENDER,
							it.has("jwt2faCodeSender") ? "holds code-sender, which sends codes by e-mail"
									: "holds code-sender, whose CodeSender bean of the application may send e-mails")),
			asked("jwt2fa.passkey.rp-id", NOT_ASKED, "2.2.2", Requirements::passkeys),
			asked(TRUSTED, NOT_ASKED, "2.2.2",
					(it) -> it.trusts(TwoFactorMethod.PASSKEY) ? null
							: fit(it, "lacks passkey: a login by one is not complete")),
			asked("jwt2fa.state.store", "6.5.1", "3.1.3.2, 3.1.4.2", Requirements::sharedState),
			asked("jwt2fa.totp-valid-window", "6.5.5", NOT_ASKED,
					when((it) -> it.get(TotpSettings.class).window() > 0, Requirements::window, "Set %s=0")),
			asked("jwt2fa.code-token-throttle-rate", "6.3.1", "3.2.2",
					unlimited((it) -> it.clientRate().isUnlimited(), "Set %s=12/3h")),
			asked("jwt2fa.max-active-code-tokens-per-user", "6.6.3", "3.2.2",
					unlimited((it) -> it.maxActiveCodeTokens() == Integer.MAX_VALUE, "Set %s=3")),
			asked("jwt2fa.max-codes-sent-per-user", "6.6.3", "3.2.2",
					unlimited((it) -> it.codesSent().isUnlimited(), "Set %s=10/1h")),
			asked("jwt2fa.max-auth-attempts-per-code-token", "6.6.3", "3.2.2",
					unlimited((it) -> it.maxAttempts() == Integer.MAX_VALUE, "Set %s=5")),
			asked("jwt2fa.max-second-factor-failures-per-user", "6.6.3", "3.2.2",
					unlimited((it) -> it.secondFactorFailures().isEmpty(), "Set %s=20/1h,100/30d")),
			asked("jwt2fa.max-second-factor-failures-per-user", NOT_ASKED, "3.2.2",
					when((it) -> allowsTooMany(it.get(LoginSettings.class)),
							(it) -> "has no rate of " + MOST_FAILURES + " or fewer in a day or longer",
							"Set %s=20/1h,100/30d")),
			asked("jwt2fa.sensitive-change-max-age", "7.5.1", "4.1.2.1", Requirements::recentLogin),
			asked("jwt2fa.notify-factor-changes", NOT_ASKED, "4.1.2.1, 4.6", Requirements::notices),
			asked("jwt2fa.notice-contact", NOT_ASKED, "4.6",
					when((it) -> it.get(NoticeSettings.class).contact() == null,
							(it) -> "is not set: a notice does not say whom to ask",
							"Set %s to whom users may ask, such as security@example.com")),
			asked("jwt2fa.token.check-revocation", "7.4.1", NOT_ASKED,
					when((it) -> !it.get(AuthTokenCheckSettings.class).sessionLookup(),
							(it) -> "is false: access tokens outlive their session", "Set %s=true")),
			asked("jwt2fa.token.user-lookup", "7.4.2", NOT_ASKED,
					when((it) -> !it.get(AuthTokenCheckSettings.class).userLookup(),
							(it) -> "is none: access tokens outlive their user", "Set %s=per-request")),
			asked("jwt2fa.token.refresh-family-lifetime", NOT_ASKED, "2.2.3",
					longer((it) -> it.isSliding() ? Duration.ZERO : it.overall(), DAY)),
			asked("jwt2fa.token.refresh-token-lifetime", NOT_ASKED, "2.2.3",
					longer((it) -> it.isSliding() ? Duration.ZERO : it.inactive(), HOUR)),
			asked("jwt2fa.token.access-token-lifetime", NOT_ASKED, "2.2.3",
					longer((it) -> it.isSliding() ? Duration.ZERO : it.lifetimes().access(), HOUR)),
			asked("jwt2fa.token.sliding-token-refresh-lifetime", NOT_ASKED, "2.2.3",
					longer((it) -> it.isSliding() ? it.overall() : Duration.ZERO, DAY)),
			asked("jwt2fa.token.sliding-token-lifetime", NOT_ASKED, "2.2.3",
					longer((it) -> it.isSliding() ? it.inactive() : Duration.ZERO, HOUR)));

	private Requirements() {
	}

	/**
	 * A requirement.
	 * @param asvs the numbers of ASVS, separated by commas
	 * @param nist the numbers of SP 800-63B-4, separated by commas
	 */
	private static Requirement asked(String property, String asvs, String nist, Check check) {
		Map<Profile, List<String>> numbers = new EnumMap<>(Profile.class);
		Map.of(Profile.ASVS_L2, asvs, Profile.NIST_AAL2, nist).forEach((profile, text) -> {
			if (!text.equals(NOT_ASKED)) {
				numbers.put(profile, List.of(text.split(", ")));
			}
		});
		return new Requirement(property, Map.copyOf(numbers), check);
	}

	private static Check when(Predicate<Configured> departs, Function<Configured, String> fault, String mend) {
		return (it) -> departs.test(it) ? new Fault(fault.apply(it), mend) : null;
	}

	private static Check unlimited(Predicate<LoginSettings> departs, String mend) {
		return when((it) -> departs.test(it.get(LoginSettings.class)), (it) -> "is none", mend);
	}

	private static Check longer(Function<Configured, Duration> lifetime, Duration most) {
		return when((it) -> lifetime.apply(it).compareTo(most) > 0,
				(it) -> "is " + text(lifetime.apply(it)) + ", and " + text(most) + " is the most",
				"Set %s=" + text(most));
	}

	private static @Nullable Fault untrusted(Configured it, TwoFactorMethod method, String fault) {
		return it.trusts(method) ? fit(it, fault) : null;
	}

	private static Fault fit(Configured it, String fault) {
		return new Fault(fault, "Set %s=" + String.join(",", it.fitMethods()));
	}

	private static @Nullable Fault passkeys(Configured it) {
		if (!it.get(PasskeySettings.class).isOn()) {
			return new Fault("is not set: there are no passkeys, which resist phishing",
					"Set %s to the domain of your pages, such as example.com");
		}
		return it.handles(TwoFactorMethod.PASSKEY) ? null : new Fault("is set, and nothing keeps passkeys",
				"Configure a database (spring.datasource.url), or define a PasskeyRepository bean");
	}

	/**
	 * What an application's own store does can't be seen.
	 */
	private static @Nullable Fault sharedState(Configured it) {
		if (!(it.get(StateStore.class) instanceof InMemoryStateStore)) {
			return null;
		}
		return it.has("jwt2faStateStore")
				? new Fault("is memory: no other instance knows which codes were used", "Set %s to redis or jdbc")
				: new Fault(
						"does not count, since a StateStore bean is there, which keeps the state in memory: no "
								+ "other instance knows which codes were used",
						"Let the StateStore bean be one that all share");
	}

	private static String window(Configured it) {
		int window = it.get(TotpSettings.class).window();
		return "is " + window + ": a code is good for " + (2 * window + 1) * STEP_SECONDS + " seconds, and "
				+ STEP_SECONDS + " are the most";
	}

	/**
	 * The standard means all failures in a row: a burst that is back in an hour is no
	 * limit to them.
	 */
	private static boolean allowsTooMany(LoginSettings settings) {
		return !settings.secondFactorFailures().isEmpty() && settings.secondFactorFailures()
			.stream()
			.noneMatch((rate) -> rate.burst() <= MOST_FAILURES && rate.period().compareTo(DAY) >= 0);
	}

	private static @Nullable Fault recentLogin(Configured it) {
		Duration maxAge = it.get(RecentLoginSettings.class).maxAge();
		if (maxAge.isZero()) {
			return new Fault("is 0s: a login of any age may change the second factor", "Set %s=15m");
		}
		return longer((same) -> maxAge, LONGEST_RECENT).of(it);
	}

	private static @Nullable Fault notices(Configured it) {
		if (!it.get(NoticeSettings.class).on()) {
			return new Fault("is false: users are not told of changes", "Set %s=true");
		}
		return it.has(NoticeSettings.SENDER_BEAN) ? null
				: new Fault("is true, and nothing sends notices", "Set spring.mail.host, so that there is mail");
	}

	/**
	 * A duration as it is typed.
	 */
	static String text(Duration duration) {
		if (duration.toSecondsPart() != 0) {
			return duration.toSeconds() + "s";
		}
		if (duration.toMinutesPart() != 0) {
			return duration.toMinutes() + "m";
		}
		return (duration.toHoursPart() != 0 || duration.toDays() <= 1) ? duration.toHours() + "h"
				: duration.toDays() + "d";
	}

}
