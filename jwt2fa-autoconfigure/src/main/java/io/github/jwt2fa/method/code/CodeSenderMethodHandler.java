package io.github.jwt2fa.method.code;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.util.Map;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.CodeClaim;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TypedCode;
import io.github.jwt2fa.token.CodeToken;
import io.github.jwt2fa.user.TwoFactorUser;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The method {@code code-sender}: a code is sent, and the code token carries its hash.
 */
public final class CodeSenderMethodHandler implements TwoFactorMethodHandler {

	private static final Log logger = LogFactory.getLog(CodeSenderMethodHandler.class);

	private static final String CODE_HASH = "vch";

	private static final String NONCE = "vcn";

	private final int length;

	private final CodeGenerator generator;

	private final CodeHasher hasher;

	private final CodeSender sender;

	/**
	 * A handler.
	 * @param settings how codes are made
	 * @param random where they come from
	 * @param sender sends them
	 */
	public CodeSenderMethodHandler(CodeSettings settings, SecureRandom random, CodeSender sender) {
		this.length = settings.length();
		this.generator = new CodeGenerator(settings, random);
		this.hasher = new CodeHasher(settings, random);
		this.sender = sender;
	}

	@Override
	public TwoFactorMethod method() {
		return TwoFactorMethod.CODE_SENDER;
	}

	@Override
	public boolean sendsCode() {
		return true;
	}

	@Override
	public Map<String, String> begin(TwoFactorUser user) {
		String code = this.generator.generate();
		String nonce = this.hasher.newNonce();
		String hash = this.hasher.hash(code, nonce);
		send(user, code);
		return Map.of(CODE_HASH, hash, NONCE, nonce);
	}

	private void send(TwoFactorUser user, String code) {
		try {
			this.sender.sendCode(user, code);
		}
		catch (CodeSendingException ex) {
			logger.warn("No code was sent to the user " + LogText.of(user.id()), LogText.of(withoutCode(ex, code)));
			throw new TwoFactorException(TwoFactorError.VERIFICATION_CODE_SENDING_FAILED, null, ex.getMessage(), null);
		}
		catch (RuntimeException ex) {
			logger.error("No code could be sent to the user " + LogText.of(user.id()),
					LogText.of(withoutCode(ex, code)));
			throw new TwoFactorException(TwoFactorError.VERIFICATION_CODE_SENDING_FAILED);
		}
	}

	/**
	 * A gateway may answer with the very text that it refused: that must not reach the
	 * log.
	 */
	private static Throwable withoutCode(RuntimeException failure, String code) {
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		if (!trace.toString().contains(code)) {
			return failure;
		}
		RuntimeException masked = new RuntimeException(
				failure.getClass().getName() + " (its text is left out, for it holds the code)");
		masked.setStackTrace(failure.getStackTrace());
		return masked;
	}

	@Override
	public @Nullable CodeClaim check(CodeToken token, TwoFactorUser user, TypedCode code) {
		String hash = token.challenge().get(CODE_HASH);
		String nonce = token.challenge().get(NONCE);
		boolean right = hash != null && nonce != null && this.hasher.matches(code.meant(this.length), nonce, hash);
		// the code token itself is good for one login
		return right ? () -> true : null;
	}

}
