package io.github.jwt2fa.interleaving;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What all requests share: records by their names. A value, so that one can go back to
 * what was before.
 */
final class Memory {

	static final Memory EMPTY = new Memory(Map.of());

	private final Map<String, Entry> entries;

	private final int hash;

	private Memory(Map<String, Entry> entries) {
		this.entries = entries;
		this.hash = entries.hashCode();
	}

	/**
	 * What a record holds, or {@code null} where there is none.
	 */
	Object get(String name) {
		Entry entry = this.entries.get(name);
		return (entry != null) ? entry.value() : null;
	}

	/**
	 * All records whose names begin so.
	 */
	Map<String, Object> startingWith(String prefix) {
		Map<String, Object> found = new HashMap<>();
		this.entries.forEach((name, entry) -> {
			if (name.startsWith(prefix)) {
				found.put(name, entry.value());
			}
		});
		return found;
	}

	Memory with(String name, Object value, Instant end) {
		Map<String, Entry> changed = new HashMap<>(this.entries);
		changed.put(name, new Entry(value, end));
		return new Memory(changed);
	}

	Memory without(String name) {
		Map<String, Entry> changed = new HashMap<>(this.entries);
		return (changed.remove(name) != null) ? new Memory(changed) : this;
	}

	/**
	 * What is left at a time: a record is gone from the very moment of its end.
	 */
	Memory at(Instant now) {
		Map<String, Entry> left = new HashMap<>(this.entries);
		return left.values().removeIf((entry) -> !now.isBefore(entry.end())) ? new Memory(left) : this;
	}

	@Override
	public boolean equals(Object other) {
		return this == other
				|| (other instanceof Memory memory && this.hash == memory.hash && this.entries.equals(memory.entries));
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

	private record Entry(Object value, Instant end) {
	}

}
