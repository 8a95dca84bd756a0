package io.github.jwt2fa.response;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal, ready to be rendered.
 *
 * @param status the HTTP status
 * @param code the stable code
 * @param detail the text for people, in the client's language
 * @param fieldErrors what is wrong with each field, by its name; empty unless a field is
 * wrong
 * @param members more members of the body
 * @param headers the headers that the contract asks for
 */
public record ErrorResponse(int status, String code, String detail, Map<String, List<String>> fieldErrors,
		Map<String, Object> members, Map<String, String> headers) {

	/** What a body that is no object is filed under. */
	public static final String NON_FIELD_ERRORS = "non_field_errors";

	public ErrorResponse {
		fieldErrors = Collections.unmodifiableMap(new LinkedHashMap<>(fieldErrors));
		members = Map.copyOf(members);
		headers = Map.copyOf(headers);
	}

	/**
	 * This refusal under another status.
	 * @param other the HTTP status
	 * @return the refusal
	 */
	public ErrorResponse withStatus(int other) {
		return new ErrorResponse(other, this.code, this.detail, this.fieldErrors, this.members, this.headers);
	}

}
