package io.github.jwt2fa.audit;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.jwt2fa.event.TwoFactorEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * What an event tells, by the names of its members: texts and numbers, in their order.
 * What it does not know is left out.
 *
 * @param members the members, the time left out
 */
record EventData(Map<String, Object> members) {

	private static final String USER = "userId";

	static EventData of(TwoFactorEvent event) {
		Map<String, Object> members = new LinkedHashMap<>();
		for (RecordComponent component : event.getClass().getRecordComponents()) {
			Object value = ReflectionUtils.invokeMethod(component.getAccessor(), event);
			if (value != null && !component.getName().equals("at")) {
				members.put(component.getName(), plain(value));
			}
		}
		return new EventData(members);
	}

	private static Object plain(Object value) {
		if (value instanceof Collection<?> several) {
			return several.stream().map(EventData::plain).toList();
		}
		return (value instanceof Number) ? value : value.toString();
	}

	/**
	 * The user that it is about, or {@code null} for nobody who is known.
	 */
	@Nullable String user() {
		return (String) this.members.get(USER);
	}

	/**
	 * The members without the user.
	 */
	Map<String, @Nullable Object> details() {
		Map<String, @Nullable Object> details = new LinkedHashMap<>(this.members);
		details.remove(USER);
		return details;
	}

}
