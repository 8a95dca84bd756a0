package io.github.jwt2fa.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.github.jwt2fa.TwoFactorMethod;
import org.jspecify.annotations.Nullable;

/**
 * A step of a login and its outcome, published as a Spring application event. Events are
 * published in the thread of the request, before its answer; they hold no password, code,
 * token or secret. A wrong password is published by Spring Security's own events.
 *
 * @since 0.1.0
 */
public sealed interface TwoFactorEvent {

	/**
	 * When it happened.
	 * @return the time
	 */
	Instant at();

	/**
	 * Who made it happen.
	 * @return the address of the client's connection, without its port, or of what the
	 * server was told to believe; {@code null} outside of a request, or if not known
	 */
	@Nullable String clientAddress();

	/**
	 * What kind of event it is, by a name that stays: that of its class, such as
	 * {@code login-succeeded}. For logs, metrics and audit trails.
	 * @return the name, in small letters and dashes
	 */
	default String type() {
		return typeOf(getClass());
	}

	/**
	 * The name of a kind of event.
	 * @param event the class of the event
	 * @return the name, in small letters and dashes
	 */
	static String typeOf(Class<? extends TwoFactorEvent> event) {
		return event.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
	}

	/**
	 * A code was handed to the {@code CodeSender}, which accepted it.
	 *
	 * @param userId the user
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record CodeSent(String userId, @Nullable String clientAddress, Instant at) implements TwoFactorEvent {
	}

	/**
	 * The {@code CodeSender}, or another method that sends codes, could not send one. The
	 * cause is in the log.
	 *
	 * @param userId the user
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record CodeSendingFailed(String userId, @Nullable String clientAddress, Instant at) implements TwoFactorEvent {
	}

	/**
	 * A wrong code was given for a genuine code token, so by someone with the right
	 * password, or with an access token.
	 *
	 * @param userId the user that the code token was issued for; may be gone meanwhile
	 * @param method the method that was shown
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record SecondFactorFailed(String userId, TwoFactorMethod method, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * A login, or a step-up within a session, was rejected although its code was right,
	 * or would have been before the password changed or the session ended.
	 *
	 * @param userId the user
	 * @param method the method that was shown
	 * @param reason why
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record LoginRefused(String userId, TwoFactorMethod method, LoginRefused.Reason reason,
			@Nullable String clientAddress, Instant at) implements TwoFactorEvent {

		/**
		 * Why a login was rejected.
		 */
		public enum Reason {

			/** The code token was used for a login before. */
			TOKEN_ALREADY_USED,

			/** The code of the app, or a later one, was accepted before. */
			CODE_ALREADY_USED,

			/** The user was disabled since the password was found right. */
			USER_DISABLED,

			/** The code token was issued for a password that is no longer the user's. */
			PASSWORD_CHANGED,

			/** The session in which a factor was to be shown once more is over. */
			SESSION_OVER

		}

	}

	/**
	 * A step was rejected for its limit.
	 *
	 * @param limit the limit that was reached
	 * @param userId the user, or {@code null} where the password was not yet checked
	 * @param clientAddress the client's address, or {@code null}
	 * @param retryAfter the time until the limit allows another try
	 * @param at the time
	 */
	record Throttled(Limit limit, @Nullable String userId, @Nullable String clientAddress, Duration retryAfter,
			Instant at) implements TwoFactorEvent {

		/**
		 * A limit of the login, named by the property that sets it.
		 */
		public enum Limit {

			/** {@code jwt2fa.code-token-throttle-rate}. */
			CODE_TOKEN_THROTTLE_RATE,

			/** {@code jwt2fa.max-active-code-tokens-per-user}. */
			MAX_ACTIVE_CODE_TOKENS_PER_USER,

			/** {@code jwt2fa.max-codes-sent-per-user}. */
			MAX_CODES_SENT_PER_USER,

			/** {@code jwt2fa.auth-token-retry-wait-time}. */
			AUTH_TOKEN_RETRY_WAIT_TIME,

			/** {@code jwt2fa.max-auth-attempts-per-code-token}. */
			MAX_AUTH_ATTEMPTS_PER_CODE_TOKEN,

			/** {@code jwt2fa.max-second-factor-failures-per-user}. */
			MAX_SECOND_FACTOR_FAILURES_PER_USER

		}

	}

	/**
	 * A user's budget of second-factor failures is spent: someone knows the password, or
	 * is logged in. Published once until the budget has filled up again.
	 *
	 * @param userId the user
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record SecondFactorBudgetSpent(String userId, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * A login is complete: the last step that its method asks for succeeded.
	 *
	 * @param userId the user
	 * @param username the user's name
	 * @param method the method that completed the login
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record LoginSucceeded(String userId, String username, TwoFactorMethod method, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * A user logged in who won't be able to any more once the policy is in force, unless
	 * one of its methods is set up before. Follows on {@link LoginSucceeded}.
	 *
	 * @param userId the user
	 * @param methods the methods of which one has to be set up, in the order of
	 * preference
	 * @param from when the policy is in force
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record EnrollmentDue(String userId, List<TwoFactorMethod> methods, Instant from, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {

		public EnrollmentDue {
			methods = List.copyOf(methods);
		}

	}

	/**
	 * A user set TOTP up: a new secret is active, and TOTP is the user's method.
	 *
	 * @param userId the user
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record TotpActivated(String userId, @Nullable String clientAddress, Instant at) implements TwoFactorEvent {
	}

	/**
	 * A new TOTP secret was not confirmed.
	 *
	 * @param userId the user, who is logged in or about to set TOTP up
	 * @param reason why
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record TotpConfirmationFailed(String userId, TotpConfirmationFailed.Reason reason, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {

		/**
		 * Why a secret was not confirmed.
		 */
		public enum Reason {

			/** The code is not one of the new secret. */
			WRONG_CODE,

			/** The code, or a later one, was accepted before. */
			CODE_ALREADY_USED,

			/** There were too many wrong codes for the secret. */
			TOO_MANY_ATTEMPTS,

			/** No secret waits, or another was set up or confirmed meanwhile. */
			NO_PENDING_SECRET,

			/**
			 * The user has set a factor up, to which an enrollment token adds nothing.
			 */
			ALREADY_ACTIVE

		}

	}

	/**
	 * A user set a passkey up.
	 *
	 * @param userId the user
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record PasskeyAdded(String userId, @Nullable String clientAddress, Instant at) implements TwoFactorEvent {
	}

	/**
	 * A right signature was refused, for its passkey counts and the count was none after
	 * the last one: there are two of it.
	 *
	 * @param userId the user
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record PasskeyCloned(String userId, @Nullable String clientAddress, Instant at) implements TwoFactorEvent {
	}

	/**
	 * A factor was removed.
	 *
	 * @param userId the user
	 * @param method the method that it is of
	 * @param by the operator who did it, or {@code null} for the user
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record FactorRemoved(String userId, TwoFactorMethod method, @Nullable String by, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * A user who is logged in has shown a factor again, for something that asks for a
	 * fresh one.
	 *
	 * @param userId the user
	 * @param session the session
	 * @param method the method that was shown
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record SteppedUp(String userId, String session, TwoFactorMethod method, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * A user was given new recovery codes. Those from before are dead.
	 *
	 * @param userId the user
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record RecoveryCodesMade(String userId, @Nullable String clientAddress, Instant at) implements TwoFactorEvent {
	}

	/**
	 * An operator issued a recovery code that ends.
	 *
	 * @param userId the user
	 * @param endsAt when it ends
	 * @param by the operator, as the application calls its people
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record RecoveryCodeIssued(String userId, Instant endsAt, String by, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * A recovery code was used up, by someone with the right password.
	 *
	 * @param userId the user
	 * @param left how many codes the user has left
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record RecoveryCodeUsed(String userId, int left, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * A device is trusted from now on: the user is asked there for the password alone.
	 *
	 * @param userId the user
	 * @param device the id of the device, as {@code TrustedDevices} lists it
	 * @param method the second factor that was shown on it
	 * @param endsAt until when it is trusted
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record DeviceTrusted(String userId, String device, TwoFactorMethod method, Instant endsAt,
			@Nullable String clientAddress, Instant at) implements TwoFactorEvent {
	}

	/**
	 * A user chose another method.
	 *
	 * @param userId the user
	 * @param method the method
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record MethodChanged(String userId, TwoFactorMethod method, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * An operator removed a user's second-factor data.
	 *
	 * @param userId the user
	 * @param by the operator
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record TwoFactorReset(String userId, String by, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * A refresh token came that was replaced before: it was stolen, or its successor was.
	 * The session is over.
	 *
	 * @param userId the user
	 * @param session the session
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record RefreshTokenReused(String userId, String session, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * A refresh was rejected, by whatever but reuse. Published for genuine tokens alone:
	 * who has none can't make an application write it down.
	 *
	 * @param userId the user of the token
	 * @param session the session of the token
	 * @param reason why
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record RefreshRefused(String userId, String session, RefreshRefused.Reason reason, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {

		/**
		 * Why a refresh was rejected.
		 */
		public enum Reason {

			/** The token is past its end. */
			EXPIRED,

			/** The token is not of the type that can be refreshed. */
			WRONG_TYPE,

			/** The session was ended, or has ended by itself. */
			SESSION_OVER,

			/**
			 * The token is older than the one before, and the session was refreshed a
			 * moment ago: a slow tab. Nothing has ended.
			 */
			REPLACED,

			/** The user is gone. */
			USER_NOT_FOUND,

			/** The user is disabled. */
			USER_DISABLED,

			/** The token was issued under a password that is no longer the user's. */
			PASSWORD_CHANGED,

			/**
			 * The login shows no factor of those that the policy requires of the user by
			 * now. Nothing has ended.
			 */
			FACTOR_REQUIRED

		}

	}

	/**
	 * A change, the end of a session or a logout everywhere was rejected, since the login
	 * of the access token is too old for it, or by a method that the user is not offered
	 * any more.
	 *
	 * @param userId the user
	 * @param session the session of the token
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record RecentLoginRefused(String userId, String session, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * A session was ended: by the user, or because the user has as many newer ones as may
	 * be.
	 *
	 * @param userId the user
	 * @param session the session
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record LoggedOut(String userId, String session, @Nullable String clientAddress,
			Instant at) implements TwoFactorEvent {
	}

	/**
	 * All sessions of a user were ended, or all but one.
	 *
	 * @param userId the user
	 * @param exceptSession the session that goes on, or {@code null} for none
	 * @param by the operator who did it, or {@code null} for the user
	 * @param clientAddress the client's address, or {@code null}
	 * @param at the time
	 */
	record LoggedOutEverywhere(String userId, @Nullable String exceptSession, @Nullable String by,
			@Nullable String clientAddress, Instant at) implements TwoFactorEvent {
	}

}
