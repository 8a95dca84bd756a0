package io.github.jwt2fa.state;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every format of records has to do. The bytes of a version are kept as they were
 * written when it was the present one: a layout that changes without a version of its own
 * fails here.
 *
 * @param <S> the type of the values
 */
public abstract class StateFormatContract<S> {

	protected abstract StateRecords.Format<S> format();

	/**
	 * A value of which no part is like another.
	 */
	protected abstract S value();

	/**
	 * The record of that value in version 1, in hexadecimal characters.
	 */
	protected abstract String version1();

	@Test
	void writeWhenValueThenBytesOfItsVersion() {
		assertThat(HexFormat.of().formatHex(format().write(value()))).isEqualTo(version1());
	}

	@Test
	void readWhenVersion1ThenTheWholeValue() {
		StateReader record = new StateReader(HexFormat.of().parseHex(version1()));
		assertThat(format().read(record)).isEqualTo(value());
		assertThat(record.hasMore()).isFalse();
	}

	@Test
	void readWhenVersionIsUnknownThenNull() {
		byte[] record = HexFormat.of().parseHex(version1());
		for (int version : new int[] { 0, 2, 255 }) {
			record[0] = (byte) version;
			assertThat(format().read(new StateReader(record))).as("version %d", version).isNull();
		}
		assertThat(format().read(new StateReader(new byte[0]))).as("no version at all").isNull();
	}

}
