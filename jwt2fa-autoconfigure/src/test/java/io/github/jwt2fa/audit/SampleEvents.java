package io.github.jwt2fa.audit;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;

/**
 * One event of each kind, each of whose members is known.
 */
final class SampleEvents {

	static final Instant AT = Instant.parse("2026-11-29T10:00:00Z");

	private SampleEvents() {
	}

	static List<TwoFactorEvent> all() {
		return Arrays.stream(TwoFactorEvent.class.getPermittedSubclasses()).map(SampleEvents::of).toList();
	}

	private static TwoFactorEvent of(Class<?> type) {
		RecordComponent[] components = type.getRecordComponents();
		Object[] values = Arrays.stream(components).map(SampleEvents::value).toArray();
		try {
			return (TwoFactorEvent) type
				.getDeclaredConstructor(
						Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
				.newInstance(values);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Object value(RecordComponent component) {
		Class<?> type = component.getType();
		if (type.isEnum()) {
			return type.getEnumConstants()[0];
		}
		if (type == Instant.class) {
			return AT;
		}
		if (type == Duration.class) {
			return Duration.ofSeconds(90);
		}
		if (type == TwoFactorMethod.class) {
			return TwoFactorMethod.TOTP;
		}
		if (type == List.class) {
			return List.of(TwoFactorMethod.TOTP, TwoFactorMethod.PASSKEY);
		}
		return (type == int.class) ? 7 : "the " + component.getName();
	}

}
