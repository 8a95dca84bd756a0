package io.github.jwt2fa.web.body;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.response.InvalidFieldsException;
import io.github.jwt2fa.text.StrictText;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request as they were sent. Reading the ones that an endpoint takes
 * finds all faults at once.
 */
public final class RequestBody {

	static final String REQUIRED = "jwt2fa.field.required";

	static final String NULL = "jwt2fa.field.null";

	static final String BLANK = "jwt2fa.field.blank";

	static final String NOT_A_STRING = "jwt2fa.field.not-a-string";

	static final String NOT_A_BOOLEAN = "jwt2fa.field.not-a-boolean";

	static final String BAD_CHARACTERS = "jwt2fa.field.bad-characters";

	/** Next line, zero-width space, word joiner, byte order mark. */
	private static final String NOT_SEEN = "\u0085\u200b\u2060\ufeff";

	private final Map<String, Field> fields;

	private final Map<String, String> faults = new LinkedHashMap<>();

	RequestBody(Map<String, Field> fields) {
		this.fields = fields;
	}

	/**
	 * A field without the blanks around it.
	 * @param name its name
	 * @return its text; empty if it is at fault
	 */
	public String text(String name) {
		return read(name, true);
	}

	/**
	 * A field that is a code: a number has lost its leading zeros.
	 * @param name its name
	 * @return the code
	 */
	public Proof code(String name) {
		String text = read(name, true);
		Field field = this.fields.get(name);
		return (field != null && field.integer()) ? Proof.ofInteger(text) : Proof.of(text);
	}

	/**
	 * A field exactly as sent.
	 * @param name its name
	 * @return its text; empty if it is at fault
	 */
	public String verbatim(String name) {
		return read(name, false);
	}

	/**
	 * A field that may be absent.
	 * @param name its name
	 * @return its text, or {@code null} if it is absent
	 */
	public @Nullable String optionalText(String name) {
		return this.fields.containsKey(name) ? read(name, true) : null;
	}

	/**
	 * A field that is true or false, and may be absent: then it is false.
	 * @param name its name
	 * @return its value
	 */
	public boolean flag(String name) {
		Field field = this.fields.get(name);
		String value = (field != null && field.value() != null) ? strip(field.value()) : "";
		if (field != null && !value.equals("true") && !value.equals("false")) {
			this.faults.put(name, NOT_A_BOOLEAN);
		}
		return value.equals("true");
	}

	/**
	 * Ends the reading.
	 * @throws InvalidFieldsException if a field was absent or malformed
	 */
	public void requireNoFaults() {
		if (!this.faults.isEmpty()) {
			throw new InvalidFieldsException(this.faults);
		}
	}

	private String read(String name, boolean strip) {
		Field field = this.fields.get(name);
		String fault = (field != null) ? field.fault() : REQUIRED;
		String value = (field != null && field.value() != null) ? field.value() : "";
		String result = strip ? strip(value) : value;
		if (fault == null) {
			fault = faultOf(result);
		}
		if (fault != null) {
			this.faults.put(name, fault);
		}
		return result;
	}

	private static String strip(String value) {
		int start = 0;
		int end = value.length();
		while (start < end && isBlank(value.charAt(start))) {
			start++;
		}
		while (start < end && isBlank(value.charAt(end - 1))) {
			end--;
		}
		return value.substring(start, end);
	}

	/**
	 * The blanks of Unicode, which come along when people paste, and those of no width.
	 */
	private static boolean isBlank(char c) {
		return Character.isWhitespace(c) || Character.isSpaceChar(c) || NOT_SEEN.indexOf(c) >= 0;
	}

	private static @Nullable String faultOf(String value) {
		if (value.isEmpty()) {
			return BLANK;
		}
		return StrictText.isStorable(value) ? null : BAD_CHARACTERS;
	}

	/**
	 * The names alone: values are passwords and codes.
	 */
	@Override
	public String toString() {
		return "RequestBody" + Arrays.toString(this.fields.keySet().toArray());
	}

	/**
	 * A field as it was sent.
	 *
	 * @param value its text, or {@code null} if it is none
	 * @param fault the message code of what is wrong with it, or {@code null}
	 * @param integer whether it came as a number without a fraction
	 */
	record Field(@Nullable String value, @Nullable String fault, boolean integer) {

		static Field of(String value) {
			return new Field(value, null, false);
		}

		static Field ofInteger(String value) {
			return new Field(value, null, true);
		}

		/**
		 * A boolean, which is no text.
		 */
		static Field ofBoolean(String value) {
			return new Field(value, NOT_A_STRING, false);
		}

		static Field wrong(String fault) {
			return new Field(null, fault, false);
		}

		@Override
		public String toString() {
			return "Field[***]";
		}

	}

}
