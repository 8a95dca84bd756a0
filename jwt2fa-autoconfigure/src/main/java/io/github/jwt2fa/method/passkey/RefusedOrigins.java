package io.github.jwt2fa.method.passkey;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.LogText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells of pages and apps that passkeys came from and that may not use them: to leave one
 * out is the commonest mistake. Each is told once. Thread-safe.
 */
final class RefusedOrigins {

	private static final Log logger = LogFactory.getLog(RefusedOrigins.class);

	/** So many are in the log at most: then it is no mistake any more. */
	private static final int MAX_TOLD = 100;

	private final Set<String> toldOf = ConcurrentHashMap.newKeySet();

	private final List<String> allowed;

	/**
	 * Other origins than some.
	 * @param allowed the origins that may use passkeys
	 */
	RefusedOrigins(List<String> allowed) {
		this.allowed = List.copyOf(allowed);
	}

	/**
	 * Whether an origin is refused. If it is, that is told.
	 * @param origin the origin of a ceremony at which all else is right
	 */
	boolean contains(String origin) {
		if (this.allowed.contains(origin)) {
			return false;
		}
		String text = LogText.of(origin);
		if (this.toldOf.size() < MAX_TOLD && this.toldOf.add(text)) {
			logger.warn("A passkey was refused that is right: it was used by \"" + text
					+ "\", which is none of jwt2fa.passkey.allowed-origins=" + String.join(",", this.allowed)
					+ ". If that is a page or an app of yours, add it.");
		}
		return true;
	}

}
