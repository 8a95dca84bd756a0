package io.github.jwt2fa.audit;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.ratelimit.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * Clients that were refused by their addresses a moment ago. Anybody can be, as often as
 * requests are sent: a trail that kept each would be filled by a stranger, who so could
 * push out what was kept before. One a minute tells as much. Who is one client is what
 * the limit says, and of all together few are told of: of IPv6 a stranger has more
 * networks than any trail has room for. Thread-safe.
 */
final class RefusedClients {

	private static final int MAX_CLIENTS = 100;

	private final Cache<String, Boolean> refused = Caffeine.newBuilder()
		.expireAfterWrite(Duration.ofMinutes(1))
		.build();

	/**
	 * Whether an event tells of such a client what was told already, or tells of one too
	 * many.
	 */
	boolean isRepeated(TwoFactorEvent event) {
		return event instanceof TwoFactorEvent.Throttled throttled && throttled.userId() == null
				&& !isNews(clientOf(throttled.clientAddress()));
	}

	private boolean isNews(String client) {
		if (this.refused.estimatedSize() >= MAX_CLIENTS) {
			// counts those of more than a minute ago
			this.refused.cleanUp();
		}
		return this.refused.estimatedSize() < MAX_CLIENTS && this.refused.asMap().putIfAbsent(client, true) == null;
	}

	private static String clientOf(@Nullable String address) {
		return (address != null) ? ClientAddress.of(address).value() : "";
	}

}
