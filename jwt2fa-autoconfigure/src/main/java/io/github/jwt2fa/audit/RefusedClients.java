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
 * the limit says: of IPv6 a stranger has more addresses than any trail has room for.
 * Thread-safe.
 */
final class RefusedClients {

	private static final int MAX_CLIENTS = 10_000;

	private final Cache<String, Boolean> refused = Caffeine.newBuilder()
		.maximumSize(MAX_CLIENTS)
		.expireAfterWrite(Duration.ofMinutes(1))
		.build();

	/**
	 * Whether an event tells of such a client what was told already.
	 */
	boolean isRepeated(TwoFactorEvent event) {
		return event instanceof TwoFactorEvent.Throttled throttled && throttled.userId() == null
				&& this.refused.asMap().putIfAbsent(clientOf(throttled.clientAddress()), true) != null;
	}

	private static String clientOf(@Nullable String address) {
		return (address != null) ? ClientAddress.of(address).value() : "";
	}

}
