package io.github.jwt2fa.web;

import java.util.Map;

/**
 * Fields of a request are absent or malformed.
 */
final class InvalidFieldsException extends RuntimeException {

	private final transient Map<String, String> fields;

	/**
	 * Malformed fields.
	 * @param fields the message code of what is wrong, by the name of the field
	 */
	InvalidFieldsException(Map<String, String> fields) {
		super("invalid", null, false, false);
		this.fields = fields;
	}

	Map<String, String> fields() {
		return this.fields;
	}

}
