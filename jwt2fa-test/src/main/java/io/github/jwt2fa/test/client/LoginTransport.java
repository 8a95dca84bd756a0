package io.github.jwt2fa.test.client;

import org.jspecify.annotations.Nullable;

/**
 * How the requests of a {@link LoginClient} get to the application.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface LoginTransport {

	/**
	 * Sends a POST.
	 * @param path the path within the application
	 * @param json the body, of the type {@code application/json}
	 * @param token what the header {@code Authorization} holds as a bearer token, or
	 * {@code null} for none
	 * @return the answer, whatever its status
	 */
	Response post(String path, String json, @Nullable String token);

	/**
	 * An answer.
	 *
	 * @param status the status of HTTP
	 * @param body the body, empty if there was none
	 */
	record Response(int status, String body) {

		/**
		 * Without the body, which may hold tokens.
		 */
		@Override
		public String toString() {
			return "Response[status=" + this.status + "]";
		}

	}

}
