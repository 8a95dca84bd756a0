package io.github.jwt2fa.docs.shop;

// tag::listener[]
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.event.TwoFactorEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class LastLogin {

	// an application keeps it in its own table
	private final Map<String, Instant> lastLogins = new ConcurrentHashMap<>();

	@EventListener
	void on(TwoFactorEvent.LoginSucceeded event) {
		this.lastLogins.put(event.userId(), event.at());
	}

	@Nullable Instant of(String userId) {
		return this.lastLogins.get(userId);
	}

}
// end::listener[]
