package io.github.jwt2fa.docs.shop;

// tag::codes[]
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.user.TwoFactorUser;

import org.springframework.boot.test.context.TestComponent;

/**
 * Keeps the codes in place of sending them.
 */
@TestComponent
class SentCodes implements CodeSender {

	private final Map<String, String> lastCodes = new ConcurrentHashMap<>();

	@Override
	public void sendCode(TwoFactorUser user, String code) {
		this.lastCodes.put(user.username(), code);
	}

	String lastCodeFor(String username) {
		return this.lastCodes.get(username);
	}

}
// end::codes[]
