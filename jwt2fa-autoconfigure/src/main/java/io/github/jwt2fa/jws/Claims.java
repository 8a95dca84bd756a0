package io.github.jwt2fa.jws;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.text.StrictText;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a verified token, read with suspicion: the key may be shared with other
 * software that writes them in its own way. Immutable, and so thread-safe.
 *
 * @param values the claims by their names; nobody can change them
 */
public record Claims(Map<String, Object> values) {

	/** The last second of the year 9999: no honest token lives longer. */
	private static final long MAX_EPOCH_SECOND = 253_402_300_799L;

	private static final int MAX_ID_LENGTH = 255;

	/**
	 * A claim that is a text, not empty, and of characters that a database takes: no NUL
	 * and no lone surrogate.
	 * @param name the claim
	 * @return the text, or {@code null} if the claim is none
	 */
	public @Nullable String text(String name) {
		return (this.values.get(name) instanceof String text && !text.isEmpty() && StrictText.isStorable(text)) ? text
				: null;
	}

	/**
	 * A claim that is the id of something: a text of up to 255 characters, which is what
	 * a database column of ours holds, and none of them a control character.
	 * @param name the claim
	 * @return the text, or {@code null} if the claim is none
	 */
	public @Nullable String id(String name) {
		return (this.values.get(name) instanceof String text && isId(text)) ? text : null;
	}

	/**
	 * Whether a text can be the id of something.
	 * @param text any text
	 * @return {@code true} if a token that holds the text as an id is read again
	 */
	public static boolean isId(String text) {
		return !text.isEmpty() && text.length() <= MAX_ID_LENGTH && StrictText.isStorable(text)
				&& text.chars().noneMatch(Character::isISOControl);
	}

	/**
	 * A claim that is the id of something, be it an integer.
	 * @param name the claim
	 * @return the id as text, or {@code null} if the claim is none
	 */
	public @Nullable String idOrInteger(String name) {
		return (this.values.get(name) instanceof Long number) ? number.toString() : id(name);
	}

	/**
	 * A claim that is a time (NumericDate of
	 * <a href="https://www.rfc-editor.org/rfc/rfc7519#section-2">RFC 7519, section
	 * 2</a>).
	 * @param name the claim
	 * @return the time, or {@code null} if the claim is none
	 */
	public @Nullable Instant time(String name) {
		if (!(this.values.get(name) instanceof Number number)) {
			return null;
		}
		double seconds = number.doubleValue();
		boolean sane = seconds >= 0 && seconds <= MAX_EPOCH_SECOND;
		return sane ? Instant.ofEpochSecond(number.longValue()) : null;
	}

	/**
	 * A claim that is a text or a list of texts, such as an audience.
	 * @param name the claim
	 * @return the texts; empty if the claim is absent or {@code null}; {@code null} if it
	 * is something else, such as a list that holds anything but texts
	 */
	public @Nullable List<String> texts(String name) {
		Object value = this.values.get(name);
		if (value instanceof List<?> list) {
			return list.stream().allMatch(String.class::isInstance) ? list.stream().map(String.class::cast).toList()
					: null;
		}
		return (value instanceof String text) ? List.of(text) : (value != null) ? null : List.of();
	}

	/**
	 * A claim that is an object.
	 * @param name the claim
	 * @return its members, or {@code null} if the claim is none
	 */
	@SuppressWarnings("unchecked") // all that is read has texts for names
	public @Nullable Claims object(String name) {
		return (this.values.get(name) instanceof Map<?, ?> members) ? new Claims((Map<String, Object>) members) : null;
	}

	/**
	 * A claim that is an object of times.
	 * @param name the claim
	 * @return the times by their names; empty if the claim is absent or {@code null};
	 * {@code null} if it is something else, or one of them is no time
	 */
	public @Nullable Map<String, Instant> times(String name) {
		if (!has(name)) {
			return Map.of();
		}
		Claims members = object(name);
		if (members == null) {
			return null;
		}
		Map<String, Instant> times = new LinkedHashMap<>();
		for (String member : members.values().keySet()) {
			Instant time = members.time(member);
			if (time == null) {
				return null;
			}
			times.put(member, time);
		}
		return Collections.unmodifiableMap(times);
	}

	/**
	 * Whether a claim is there.
	 * @param name the claim
	 * @return {@code false} if it is absent or {@code null}
	 */
	public boolean has(String name) {
		return this.values.get(name) != null;
	}

	/**
	 * The names alone: values may be secret.
	 */
	@Override
	public String toString() {
		return "Claims" + this.values.keySet();
	}

}
