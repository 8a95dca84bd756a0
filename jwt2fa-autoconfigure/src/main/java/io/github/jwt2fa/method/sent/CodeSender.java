package io.github.jwt2fa.method.sent;

import io.github.jwt2fa.user.TwoFactorUser;

/**
 * Sends a code to a user. The default sends an e-mail; a bean of one's own may send a
 * text message, say. Safe for use by several threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CodeSender {

	/**
	 * Sends a code, and returns when it is on its way: the response says whether it is.
	 * Does not log the code, and gives up by itself after some seconds.
	 * @param user who gets it
	 * @param code the code
	 * @throws CodeSendingException if it can't be sent, with words for the client
	 * @throws RuntimeException if it can't be sent for a reason that is only logged
	 */
	void sendCode(TwoFactorUser user, String code);

}
