package io.github.jwt2fa.response;

import java.util.Map;

/**
 * Fields of a request are absent or malformed.
 */
public final class InvalidFieldsException extends RuntimeException {

	private final transient Map<String, String> fields;

	/**
	 * Malformed fields.
	 * @param fields the message code of what is wrong, by the name of the field
	 */
	public InvalidFieldsException(Map<String, String> fields) {
		super("invalid", null, false, false);
		this.fields = fields;
	}

	/**
	 * What is wrong.
	 * @return the message codes, by the names of the fields
	 */
	public Map<String, String> fields() {
		return this.fields;
	}

}
