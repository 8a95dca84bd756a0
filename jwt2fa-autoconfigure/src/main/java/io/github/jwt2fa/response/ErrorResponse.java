package io.github.jwt2fa.response;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A refusal, ready to be rendered. Immutable.
 *
 * @since 0.1.0
 */
public final class ErrorResponse {

	/** What a body that is no object is filed under. */
	public static final String NON_FIELD_ERRORS = "non_field_errors";

	private final int status;

	private final String code;

	private final String detail;

	private final Map<String, List<String>> fieldErrors;

	private final Map<String, Object> members;

	private final Map<String, String> headers;

	private ErrorResponse(Builder builder) {
		Assert.isTrue(builder.status != 0, "A refusal needs its status: status");
		Assert.notNull(builder.detail, "A refusal needs its text: detail");
		this.status = builder.status;
		this.code = builder.code;
		this.detail = builder.detail;
		this.fieldErrors = builder.fieldErrors;
		this.members = builder.members;
		this.headers = builder.headers;
	}

	/**
	 * Begins to describe a refusal, as a test of an {@link ErrorRenderer} needs one.
	 * @param code the stable code
	 * @return a builder that wants to know the status and the text
	 */
	public static Builder withCode(String code) {
		return new Builder(code);
	}

	/**
	 * The status of the response.
	 * @return the HTTP status
	 */
	public int status() {
		return this.status;
	}

	/**
	 * What programs know the refusal by.
	 * @return the stable code
	 */
	public String code() {
		return this.code;
	}

	/**
	 * The text for people.
	 * @return the text, in the client's language
	 */
	public String detail() {
		return this.detail;
	}

	/**
	 * What is wrong with each field.
	 * @return the texts by the name of the field; empty unless a field is wrong
	 */
	public Map<String, List<String>> fieldErrors() {
		return this.fieldErrors;
	}

	/**
	 * More members of the body.
	 * @return the values by their names
	 */
	public Map<String, Object> members() {
		return this.members;
	}

	/**
	 * The headers that the contract asks for.
	 * @return the values by their names
	 */
	public Map<String, String> headers() {
		return this.headers;
	}

	/**
	 * Begins to describe a refusal that differs from this one.
	 * @return a builder with all that is known of this one
	 */
	public Builder toBuilder() {
		return withCode(this.code).status(this.status)
			.detail(this.detail)
			.fieldErrors(this.fieldErrors)
			.members(this.members)
			.headers(this.headers);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ErrorResponse response && this.status == response.status
				&& this.code.equals(response.code) && this.detail.equals(response.detail)
				&& this.fieldErrors.equals(response.fieldErrors) && this.members.equals(response.members)
				&& this.headers.equals(response.headers);
	}

	@Override
	public int hashCode() {
		return this.code.hashCode();
	}

	@Override
	public String toString() {
		return "ErrorResponse[status=" + this.status + ", code=" + this.code + "]";
	}

	/**
	 * Describes a refusal. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final String code;

		private int status;

		private @Nullable String detail;

		private Map<String, List<String>> fieldErrors = Map.of();

		private Map<String, Object> members = Map.of();

		private Map<String, String> headers = Map.of();

		private Builder(String code) {
			Assert.notNull(code, "A refusal needs a code");
			this.code = code;
		}

		/**
		 * Sets the status of the response.
		 * @param status the HTTP status
		 * @return this builder
		 */
		public Builder status(int status) {
			this.status = status;
			return this;
		}

		/**
		 * Sets the text for people.
		 * @param detail the text, in the client's language
		 * @return this builder
		 */
		public Builder detail(String detail) {
			this.detail = detail;
			return this;
		}

		/**
		 * Sets what is wrong with each field.
		 * @param fieldErrors the texts by the name of the field, whose order is kept;
		 * empty unless a field is wrong
		 * @return this builder
		 */
		public Builder fieldErrors(Map<String, List<String>> fieldErrors) {
			this.fieldErrors = Collections.unmodifiableMap(new LinkedHashMap<>(fieldErrors));
			return this;
		}

		/**
		 * Sets more members of the body.
		 * @param members the values by their names
		 * @return this builder
		 */
		public Builder members(Map<String, Object> members) {
			this.members = Map.copyOf(members);
			return this;
		}

		/**
		 * Sets the headers that the contract asks for.
		 * @param headers the values by their names
		 * @return this builder
		 */
		public Builder headers(Map<String, String> headers) {
			this.headers = Map.copyOf(headers);
			return this;
		}

		/**
		 * The refusal as it was described.
		 * @return the refusal
		 * @throws IllegalArgumentException if its status or text is missing
		 */
		public ErrorResponse build() {
			return new ErrorResponse(this);
		}

	}

}
