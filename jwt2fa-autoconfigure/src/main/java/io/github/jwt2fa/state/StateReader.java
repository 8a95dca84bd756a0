package io.github.jwt2fa.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a record that a {@link StateWriter} wrote: its version, and then its parts in the
 * order in which they were written. A part that is not there is a
 * {@link java.nio.BufferUnderflowException}. Not thread-safe: each record has its own.
 */
public final class StateReader {

	private final int version;

	private final ByteBuffer buffer;

	/**
	 * A reader of a record.
	 * @param bytes the record
	 */
	public StateReader(byte[] bytes) {
		this.buffer = ByteBuffer.wrap(bytes);
		this.version = (bytes.length > 0) ? Byte.toUnsignedInt(this.buffer.get()) : 0;
	}

	/**
	 * The version of the record's layout.
	 * @return 0 to 255; no layout has the version 0
	 */
	public int version() {
		return this.version;
	}

	/**
	 * A small number.
	 * @return 0 to 255
	 */
	public int readByte() {
		return Byte.toUnsignedInt(this.buffer.get());
	}

	/**
	 * An integer.
	 * @return the number
	 */
	public int readInt() {
		return this.buffer.getInt();
	}

	/**
	 * A long integer.
	 * @return the number
	 */
	public long readLong() {
		return this.buffer.getLong();
	}

	/**
	 * A yes or no.
	 * @return the answer
	 */
	public boolean readBoolean() {
		return this.buffer.get() != 0;
	}

	/**
	 * The text that is the rest of the record.
	 * @return the text
	 */
	public String readRest() {
		return StandardCharsets.US_ASCII.decode(this.buffer).toString();
	}

	/**
	 * Whether there is more to read.
	 * @return {@code false} at the end of the record
	 */
	public boolean hasMore() {
		return this.buffer.hasRemaining();
	}

}
