package io.github.jwt2fa.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Counts what is published. Each counter is there from the start, so that its first
 * increase is seen, and no value of a tag comes from a request. Thread-safe.
 */
final class EventCounters {

	private static final String NONE = "none";

	private static final String OTHER = "other";

	private static final String REUSED = "reused";

	private final Unharmed logins = new Unharmed();

	private final Set<TwoFactorMethod> methods;

	private final MeterProvider<Counter> events;

	private final MeterProvider<Counter> completed;

	private final MeterProvider<Counter> codes;

	private final MeterProvider<Counter> throttled;

	private final MeterProvider<Counter> refused;

	/**
	 * Counters.
	 * @param registry where they are
	 * @param methods the methods that there are
	 */
	EventCounters(MeterRegistry registry, TwoFactorMethods methods) {
		this.methods = Stream
			.concat(Stream.of(TwoFactorMethod.NO_2FA, TwoFactorMethod.TRUSTED_DEVICE),
					methods.handlers().stream().map(TwoFactorMethodHandler::method))
			.collect(Collectors.toUnmodifiableSet());
		this.events = Counter.builder("jwt2fa.events").description("What was published").withRegistry(registry);
		this.completed = Counter.builder("jwt2fa.logins")
			.description("Logins that are complete, failed at the second factor or were refused in spite of it")
			.withRegistry(registry);
		this.codes = Counter.builder("jwt2fa.codes").description("Codes that were to be sent").withRegistry(registry);
		this.throttled = Counter.builder("jwt2fa.throttled")
			.description("Steps that were refused for a limit")
			.withRegistry(registry);
		this.refused = Counter.builder("jwt2fa.refresh.refused")
			.description("Refreshes that were refused to genuine tokens")
			.withRegistry(registry);
		this.logins.run(this::begin);
	}

	private void begin() {
		Arrays.stream(TwoFactorEvent.class.getPermittedSubclasses())
			.map((type) -> type.asSubclass(TwoFactorEvent.class))
			.forEach((type) -> this.events.withTags("event", TwoFactorEvent.typeOf(type)));
		this.methods.forEach((method) -> {
			login(method, "success", NONE);
			login(method, "failure", NONE);
		});
		this.codes.withTags("outcome", "sent");
		this.codes.withTags("outcome", "failed");
		Arrays.stream(TwoFactorEvent.Throttled.Limit.values())
			.forEach((limit) -> this.throttled.withTags("limit", propertyOf(limit)));
		Arrays.stream(TwoFactorEvent.RefreshRefused.Reason.values())
			.forEach((reason) -> this.refused.withTags("reason", text(reason)));
		this.refused.withTags("reason", REUSED);
	}

	/**
	 * Before the application's listeners, of which one may fail.
	 */
	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent event) {
		this.logins.run(() -> count(event));
	}

	private void count(TwoFactorEvent event) {
		this.events.withTags("event", event.type()).increment();
		if (event instanceof TwoFactorEvent.LoginSucceeded login) {
			login(login.method(), "success", NONE).increment();
		}
		else if (event instanceof TwoFactorEvent.SecondFactorFailed failure) {
			login(failure.method(), "failure", NONE).increment();
		}
		else if (event instanceof TwoFactorEvent.LoginRefused refusal) {
			login(refusal.method(), "refused", text(refusal.reason())).increment();
		}
		else if (event instanceof TwoFactorEvent.CodeSent) {
			this.codes.withTags("outcome", "sent").increment();
		}
		else if (event instanceof TwoFactorEvent.CodeSendingFailed) {
			this.codes.withTags("outcome", "failed").increment();
		}
		else if (event instanceof TwoFactorEvent.Throttled refusal) {
			this.throttled.withTags("limit", propertyOf(refusal.limit())).increment();
		}
		else if (event instanceof TwoFactorEvent.RefreshRefused refusal) {
			this.refused.withTags("reason", text(refusal.reason())).increment();
		}
		else if (event instanceof TwoFactorEvent.RefreshTokenReused) {
			this.refused.withTags("reason", REUSED).increment();
		}
	}

	/**
	 * A client may name a method that there is not.
	 */
	private Counter login(TwoFactorMethod method, String outcome, String reason) {
		return this.completed.withTags("method", this.methods.contains(method) ? method.value() : OTHER, "outcome",
				outcome, "reason", reason);
	}

	private static String propertyOf(TwoFactorEvent.Throttled.Limit limit) {
		return text(limit).replace('_', '-');
	}

	private static String text(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
