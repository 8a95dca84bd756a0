package io.github.jwt2fa.method.sent;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.user.TwoFactorUser;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * A method whose codes are sent: the code token carries the hash of the code. Safe for
 * use by several threads, as far as its sender is.
 *
 * @since 0.1.0
 */
public class SentCodeHandler implements TwoFactorMethodHandler {

	private static final Log logger = LogFactory.getLog(SentCodeHandler.class);

	private static final String CODE_HASH = "vch";

	private static final String NONCE = "vcn";

	private final TwoFactorMethod method;

	private final @Nullable Predicate<TwoFactorUser> setUp;

	private final OneTimeCodes codes;

	private final CodeSender sender;

	/**
	 * A method that every user has, since the application knows where to send codes.
	 * @param method the method
	 * @param sender sends its codes
	 * @param codes makes them
	 */
	public SentCodeHandler(TwoFactorMethod method, CodeSender sender, OneTimeCodes codes) {
		this(method, sender, codes, null);
	}

	/**
	 * A method that users set up themselves.
	 * @param method the method
	 * @param sender sends its codes
	 * @param codes makes them
	 * @param setUp tells whether a user has set it up, such as by a number that was found
	 * to be the user's; or {@code null} for a method that every user has
	 */
	public SentCodeHandler(TwoFactorMethod method, CodeSender sender, OneTimeCodes codes,
			@Nullable Predicate<TwoFactorUser> setUp) {
		this.method = method;
		this.sender = sender;
		this.codes = codes;
		this.setUp = setUp;
	}

	/**
	 * The method {@code code-sender}, which every user has.
	 * @param sender sends the codes
	 * @param codes makes them
	 * @return the handler
	 */
	public static SentCodeHandler codeSender(CodeSender sender, OneTimeCodes codes) {
		return new SentCodeHandler(TwoFactorMethod.CODE_SENDER, sender, codes) {

			@Override
			public String amr() {
				return "mca";
			}

			@Override
			public String factor() {
				return FactorGrantedAuthority.OTT_AUTHORITY;
			}

		};
	}

	@Override
	public TwoFactorMethod method() {
		return this.method;
	}

	@Override
	public boolean isOwn() {
		return this.setUp != null;
	}

	@Override
	public boolean isSent() {
		return true;
	}

	@Override
	public List<Factor> factors(TwoFactorUser user) {
		return (this.setUp != null && this.setUp.test(user)) ? List.of(Factor.single()) : List.of();
	}

	@Override
	public Challenge begin(TwoFactorUser user) {
		OneTimeCodes.Code code = this.codes.generate();
		send(user, code.text());
		return Challenge.ofClaims(Map.of(CODE_HASH, code.hash(), NONCE, code.nonce()));
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
	public @Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
		String hash = claims.get(CODE_HASH);
		String nonce = claims.get(NONCE);
		boolean right = hash != null && nonce != null && this.codes.matches(proof, nonce, hash);
		// the code token itself is good for one login
		return right ? () -> true : null;
	}

	/**
	 * Removes nothing: what codes are sent to is the application's.
	 */
	@Override
	public boolean remove(String userId, @Nullable String id) {
		return false;
	}

}
