package io.github.jwt2fa.state;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.springframework.util.Assert;

/**
 * Writes a record: one byte for the version of its layout, and then its parts, numbers in
 * big-endian order. Not thread-safe: each record has its own.
 */
public final class StateWriter {

	private static final int MAX_BYTE = 255;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

	/**
	 * A record with nothing but its version yet.
	 * @param version the version of the layout; 1 to 255
	 */
	public StateWriter(int version) {
		Assert.isTrue(version > 0, "Versions begin with 1");
		writeByte(version);
	}

	/**
	 * Adds a small number.
	 * @param value 0 to 255
	 * @return this writer
	 */
	public StateWriter writeByte(int value) {
		Assert.isTrue(value >= 0 && value <= MAX_BYTE, "A byte holds 0 to 255");
		this.bytes.write(value);
		return this;
	}

	/**
	 * Adds an integer.
	 * @param value the number
	 * @return this writer
	 */
	public StateWriter writeInt(int value) {
		this.bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
		return this;
	}

	/**
	 * Adds a long integer.
	 * @param value the number
	 * @return this writer
	 */
	public StateWriter writeLong(long value) {
		this.bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
		return this;
	}

	/**
	 * Adds a yes or no.
	 * @param value the answer
	 * @return this writer
	 */
	public StateWriter writeBoolean(boolean value) {
		return writeByte(value ? 1 : 0);
	}

	/**
	 * Adds a text that is the rest of the record.
	 * @param value the text, in ASCII
	 * @return this writer
	 */
	public StateWriter writeRest(String value) {
		this.bytes.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
		return this;
	}

	/**
	 * The record.
	 * @return its bytes so far
	 */
	public byte[] toBytes() {
		return this.bytes.toByteArray();
	}

}
