package io.github.jwt2fa.event;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes events with what is the same for all of them: the time, and the client that
 * made it happen. Thread-safe.
 */
public final class TwoFactorEventPublisher {

	private final ApplicationEventPublisher publisher;

	private final Clock clock;

	private final Supplier<@Nullable String> clientAddress;

	/**
	 * A publisher.
	 * @param publisher where events go
	 * @param clock the time
	 * @param clientAddress the address of the current request's client, or {@code null}
	 * outside of a request
	 */
	public TwoFactorEventPublisher(ApplicationEventPublisher publisher, Clock clock,
			Supplier<@Nullable String> clientAddress) {
		this.publisher = publisher;
		this.clock = clock;
		this.clientAddress = clientAddress;
	}

	/**
	 * Publishes an event.
	 * @param occurrence makes the event
	 */
	public void publish(Occurrence occurrence) {
		this.publisher.publishEvent(occurrence.toEvent(this.clientAddress.get(), this.clock.instant()));
	}

	/**
	 * What happened.
	 */
	@FunctionalInterface
	public interface Occurrence {

		/**
		 * The event of it.
		 * @param clientAddress the client's address, or {@code null} if not known
		 * @param at the time
		 * @return the event
		 */
		TwoFactorEvent toEvent(@Nullable String clientAddress, Instant at);

	}

}
