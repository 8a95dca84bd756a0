package io.github.jwt2fa.state;

import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The records of one kind as values, and the one loop that changes them: read, compute,
 * compare and set, again if someone was faster. A transition is a pure function, since it
 * may run more than once.
 *
 * @param <S> the type of the values
 */
public final class StateRecords<S> {

	/**
	 * Each lost round means that another request won one, so this many can't be lost by
	 * chance: a store that never lets anyone win is broken.
	 */
	private static final int MAX_ROUNDS = 1000;

	/**
	 * How much longer a record is kept than its value counts. With a record that is gone
	 * in the moment at which its value ends, requests in that moment find what the first
	 * one found; and hosts whose clocks differ see the end at different times.
	 */
	private static final Duration MARGIN = Duration.ofMinutes(1);

	private final StateStore store;

	private final String kind;

	private final Format<S> format;

	/**
	 * The records of a kind.
	 * @param store where they live
	 * @param kind the kind of their keys
	 * @param format how they are written
	 */
	public StateRecords(StateStore store, String kind, Format<S> format) {
		this.store = store;
		this.kind = kind;
		this.format = format;
	}

	/**
	 * Reads a record.
	 * @param id what names it
	 * @return what it holds now; the format's empty value where there is none
	 */
	public Snapshot<S> read(String id) {
		return read(new StateKey(this.kind, id));
	}

	private Snapshot<S> read(StateKey key) {
		byte[] bytes = this.store.get(key);
		return new Snapshot<>(key, bytes, this.format.read(bytes));
	}

	/**
	 * Applies a transition, beginning with a value that was read before. Where it writes
	 * nothing, it is applied to what is there now: what was read may be long past.
	 * @param snapshot what was read
	 * @param transition the pure change, which also tells the result; asks for the time
	 * itself, since that goes on from round to round
	 * @param <R> the type of the result
	 * @return the result of the transition that took effect
	 */
	public <R> R update(Snapshot<S> snapshot, Function<S, Transition<S, R>> transition) {
		return update(snapshot, false, transition);
	}

	private <R> R update(Snapshot<S> snapshot, boolean fresh, Function<S, Transition<S, R>> transition) {
		Snapshot<S> current = snapshot;
		boolean isFresh = fresh;
		for (int round = 0; round < MAX_ROUNDS; round++) {
			Transition<S, R> change = transition.apply(current.value());
			boolean stays = change.next().equals(current.value());
			if (stays ? isFresh : write(current, change.next())) {
				return change.result();
			}
			current = read(snapshot.key());
			isFresh = true;
		}
		throw new StateStoreException("No change of a " + this.kind + " record took effect", null);
	}

	/**
	 * Reads a record and applies a transition.
	 * @param id what names it
	 * @param transition the pure change, which also tells the result; asks for the time
	 * itself, since that goes on from round to round
	 * @param <R> the type of the result
	 * @return the result of the transition that took effect
	 */
	public <R> R update(String id, Function<S, Transition<S, R>> transition) {
		return update(read(id), true, transition);
	}

	/**
	 * Every change but the one to the empty value leaves a record, however little time it
	 * has: "none in place of none" is true for all who ask, and so decides nothing.
	 */
	private boolean write(Snapshot<S> current, S next) {
		if (next.equals(this.format.read(null))) {
			return this.store.compareAndSet(current.key(), current.bytes(), null, Duration.ZERO);
		}
		Duration ttl = this.format.timeToLive(next);
		return this.store.compareAndSet(current.key(), current.bytes(), this.format.write(next),
				ttl.isNegative() ? MARGIN : ttl.plus(MARGIN));
	}

	/**
	 * How values of a kind are written.
	 *
	 * @param <S> the type of the values
	 */
	public interface Format<S> {

		/**
		 * Reads a value.
		 * @param bytes the bytes, or {@code null} where there is no record
		 * @return the value; the empty one for {@code null}
		 */
		S read(byte @Nullable [] bytes);

		/**
		 * Writes a value.
		 * @param value the value
		 * @return its bytes
		 */
		byte[] write(S value);

		/**
		 * How long a value tells anything that the empty one does not.
		 * @param value the value
		 * @return the time from now on; its record is kept for a minute more
		 */
		Duration timeToLive(S value);

	}

	/**
	 * What was read.
	 *
	 * @param key the record's key
	 * @param bytes the bytes, or {@code null}
	 * @param value the value
	 * @param <S> the type of the value
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	public record Snapshot<S>(StateKey key, byte @Nullable [] bytes, S value) {
	}

	/**
	 * A change, and what it means for the request.
	 *
	 * @param next the value after it; equal to the one before if nothing is to be written
	 * @param result what the request is told
	 * @param <S> the type of the value
	 * @param <R> the type of the result
	 */
	public record Transition<S, R>(S next, R result) {
	}

}
