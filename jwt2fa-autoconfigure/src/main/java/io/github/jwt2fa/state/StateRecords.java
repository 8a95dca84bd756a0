package io.github.jwt2fa.state;

import java.nio.BufferUnderflowException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The records of one kind as values, and the one loop that changes them: read, compute,
 * compare and set, again if someone was faster. A transition is a pure function, since it
 * may run more than once. Thread-safe, as its store is.
 * <p>
 * A record whose version is not known, such as one that a newer instance wrote, counts as
 * none, which is logged once for each version. The first change writes over it, so that
 * what was not understood gives one fresh start and not one with each request. A record
 * of a known version that does not fit its layout is no record of ours:
 * {@link StateStoreException}.
 *
 * @param <S> the type of the values
 */
public final class StateRecords<S> {

	private static final Log logger = LogFactory.getLog(StateRecords.class);

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

	private final Clock clock;

	private final Duration margin;

	/** Not more than there are bytes. */
	private final Set<Integer> unknownVersions = ConcurrentHashMap.newKeySet();

	/**
	 * The records of a kind, kept for a minute more than they count.
	 * @param store where they live
	 * @param kind the kind of their keys
	 * @param format how they are written
	 * @param clock the time
	 */
	public StateRecords(StateStore store, String kind, Format<S> format, Clock clock) {
		this(store, kind, format, clock, MARGIN);
	}

	/**
	 * The records of a kind.
	 * @param store where they live
	 * @param kind the kind of their keys
	 * @param format how they are written
	 * @param clock the time
	 * @param margin how much longer they are kept than they count; positive
	 */
	public StateRecords(StateStore store, String kind, Format<S> format, Clock clock, Duration margin) {
		this.store = store;
		this.kind = kind;
		this.format = format;
		this.clock = clock;
		this.margin = margin;
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
		return new Snapshot<>(key, bytes, (bytes != null) ? value(new StateReader(bytes)) : this.format.none());
	}

	private S value(StateReader record) {
		S value;
		try {
			value = this.format.read(record);
		}
		catch (BufferUnderflowException ex) {
			throw malformed(record, ex);
		}
		if (value == null) {
			tellUnknown(record.version());
			return this.format.none();
		}
		if (record.hasMore()) {
			throw malformed(record, null);
		}
		return value;
	}

	private StateStoreException malformed(StateReader record, @Nullable Throwable cause) {
		return new StateStoreException(
				"A " + this.kind + " record does not have the layout of its version " + record.version(), cause);
	}

	private void tellUnknown(int version) {
		if (this.unknownVersions.add(version)) {
			logger.warn("The state store holds records of the kind " + this.kind + " in the version " + version
					+ ", which this version of jwt2fa does not know. Each of them counts as none, and begins anew");
		}
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
		if (next.equals(this.format.none())) {
			return this.store.compareAndSet(current.key(), current.bytes(), null, Duration.ZERO);
		}
		Duration rest = Duration.between(this.clock.instant(), this.format.endOf(next));
		return this.store.compareAndSet(current.key(), current.bytes(), this.format.write(next),
				rest.isNegative() ? this.margin : rest.plus(this.margin));
	}

	/**
	 * How values of a kind are written: pure functions. A changed layout has a new
	 * version. While old and new instances run side by side each reads what the other
	 * writes only if the release before can read it already: so a release first reads a
	 * new version, and the next one writes it.
	 *
	 * @param <S> the type of the values
	 */
	public interface Format<S> {

		/**
		 * The value where there is no record.
		 * @return the empty value
		 */
		S none();

		/**
		 * Reads a value.
		 * @param record the record, at its first part
		 * @return the value; {@code null} if the record's version is not known
		 */
		@Nullable S read(StateReader record);

		/**
		 * Writes a value.
		 * @param value the value
		 * @return the record, as {@link StateWriter} makes it
		 */
		byte[] write(S value);

		/**
		 * When a value that is not the empty one tells no more than that.
		 * @param value the value
		 * @return the time from which on it does not count
		 */
		Instant endOf(S value);

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
	 * @param result what the request gets
	 * @param <S> the type of the value
	 * @param <R> the type of the result
	 */
	public record Transition<S, R>(S next, R result) {
	}

}
