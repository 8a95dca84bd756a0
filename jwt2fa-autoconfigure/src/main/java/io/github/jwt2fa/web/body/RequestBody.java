package io.github.jwt2fa.web.body;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.response.InvalidFieldsException;
import io.github.jwt2fa.text.StrictText;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

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

	static final String NOT_A_NUMBER = "jwt2fa.field.not-a-number";

	static final String NOT_A_LIST = "jwt2fa.field.not-a-list";

	static final String NO_OBJECT = "jwt2fa.field.no-object";

	static final String TOO_LONG = "jwt2fa.field.too-long";

	static final String NOT_BOTH = "jwt2fa.field.not-both";

	static final String IN_COOKIE = "jwt2fa.field.in-cookie";

	private static final Pattern DIGITS = Pattern.compile("[0-9]+");

	/** More methods than any application has. */
	private static final int MAX_NAMES = 16;

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
	 * A field that is a line of so many characters at most, and may be absent.
	 * @param name its name
	 * @param maxLength how many
	 * @return its text, or {@code null} if it is absent
	 */
	public @Nullable String optionalLine(String name, int maxLength) {
		String line = optionalText(name);
		if (line != null && line.length() > maxLength) {
			this.faults.putIfAbsent(name, TOO_LONG);
		}
		if (line != null && line.chars().anyMatch(Character::isISOControl)) {
			this.faults.putIfAbsent(name, BAD_CHARACTERS);
		}
		return line;
	}

	/**
	 * Whether a field was sent that is a whole number, be it as text.
	 * @param name its name
	 * @return {@code false} if it is absent
	 */
	public boolean hasNumber(String name) {
		Field field = this.fields.get(name);
		if (field == null) {
			return false;
		}
		if (field.value() == null || field.fault() != null || !DIGITS.matcher(strip(field.value())).matches()) {
			this.faults.put(name, (field.fault() != null) ? field.fault() : NOT_A_NUMBER);
		}
		return true;
	}

	/**
	 * Whether a field was sent at all.
	 * @param name its name
	 * @return whether it was, with or without a value
	 */
	public boolean has(String name) {
		return this.fields.containsKey(name);
	}

	/**
	 * A field that is a list of names, and may be absent. What is no text names nothing.
	 * @param name its name
	 * @return the names, or {@code null} if it is absent
	 */
	public @Nullable List<String> names(String name) {
		Field field = this.fields.get(name);
		if (field == null) {
			return null;
		}
		List<String> names = field.list();
		if (names == null || names.size() > MAX_NAMES) {
			this.faults.put(name, NOT_A_LIST);
			return List.of();
		}
		return names.stream().filter(StringUtils::hasText).toList();
	}

	/**
	 * One of two fields: a code, or what a program made.
	 * @param code the name of the one
	 * @param credential the name of the other
	 * @return what was sent
	 */
	public Proof proof(String code, String credential) {
		refuseBoth(credential, List.of(code));
		return has(credential) ? credential(credential) : code(code);
	}

	/**
	 * A field that a program made.
	 * @param name its name
	 * @return what was sent
	 */
	public Proof credential(String name) {
		Field field = this.fields.get(name);
		String json = (field != null) ? field.object() : null;
		if (json == null) {
			this.faults.put(name, (field != null) ? NO_OBJECT : REQUIRED);
		}
		return Proof.ofCredential((json != null) ? json : "");
	}

	/**
	 * Refuses a field beside others that it stands in for.
	 * @param name its name
	 * @param others the names of the others
	 */
	public void refuseBoth(String name, List<String> others) {
		if (has(name) && others.stream().anyMatch(this::has)) {
			this.faults.putIfAbsent(name, NOT_BOTH);
		}
	}

	/**
	 * These fields and one that comes in a cookie: in the body it is at fault, whatever
	 * it holds.
	 * @param name its name
	 * @param text its text, or {@code null} if there is no such cookie
	 * @return all of them
	 */
	public RequestBody with(String name, @Nullable String text) {
		Map<String, Field> all = new LinkedHashMap<>(this.fields);
		if (text != null) {
			all.put(name, Field.of(text));
		}
		RequestBody body = new RequestBody(all);
		body.faults.putAll(this.faults);
		if (has(name)) {
			body.faults.put(name, IN_COOKIE);
		}
		return body;
	}

	/**
	 * Whether a field that was read was absent or malformed.
	 * @return whether one was
	 */
	public boolean hasFaults() {
		return !this.faults.isEmpty();
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
	 * @param list its texts, or {@code null} if it is no list; what is no text is empty
	 * @param object it as JSON, or {@code null} if it is no object
	 */
	record Field(@Nullable String value, @Nullable String fault, boolean integer, @Nullable List<String> list,
			@Nullable String object) {

		static Field of(String value) {
			return new Field(value, null, false, null, null);
		}

		static Field ofInteger(String value) {
			return new Field(value, null, true, null, null);
		}

		/**
		 * A boolean, which is no text.
		 */
		static Field ofBoolean(String value) {
			return new Field(value, NOT_A_STRING, false, null, null);
		}

		static Field ofList(List<String> texts) {
			return new Field(null, NOT_A_STRING, false, texts, null);
		}

		static Field ofObject(String json) {
			return new Field(null, NOT_A_STRING, false, null, json);
		}

		/**
		 * A field of a form, which has neither lists nor objects: what comes more than
		 * once is a list, and the last of it is the text, of an object too.
		 */
		static Field ofForm(List<String> values) {
			String last = values.isEmpty() ? "" : values.get(values.size() - 1);
			return new Field(last, null, false, values, last);
		}

		static Field wrong(String fault) {
			return new Field(null, fault, false, null, null);
		}

		@Override
		public String toString() {
			return "Field[***]";
		}

	}

}
