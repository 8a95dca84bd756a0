package io.github.jwt2fa.method;

import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.token.CodeToken;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * A second factor. Counts nothing and remembers nothing: limits are the login's business.
 */
public interface TwoFactorMethodHandler {

	/**
	 * The method that is handled.
	 * @return the method
	 */
	TwoFactorMethod method();

	/**
	 * Whether the method sends a code, which counts against the codes that a user may be
	 * sent.
	 * @return whether {@link #begin} sends something
	 */
	boolean sendsCode();

	/**
	 * Begins a login: sends the code, where the method has one to send.
	 * @param user the user whose password was right
	 * @return what the code token has to carry to check a code; no secret in clear
	 * @throws io.github.jwt2fa.TwoFactorException
	 * {@code verification_code_sending_failed} if the code can't be sent
	 */
	Map<String, String> begin(TwoFactorUser user);

	/**
	 * Checks a code, without any effect.
	 * @param token the verified code token
	 * @param user the user
	 * @param code the code
	 * @return what uses the code, or {@code null} if it is wrong
	 */
	@Nullable CodeClaim check(CodeToken token, TwoFactorUser user, TypedCode code);

}
