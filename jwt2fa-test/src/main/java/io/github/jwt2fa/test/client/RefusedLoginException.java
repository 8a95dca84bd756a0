package io.github.jwt2fa.test.client;

import org.jspecify.annotations.Nullable;

/**
 * The application refused what a {@link LoginClient} asked of it. A test that expects
 * that looks at the {@link #code()}.
 *
 * @since 0.1.0
 */
public final class RefusedLoginException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final @Nullable String code;

	RefusedLoginException(String path, int status, @Nullable String code) {
		super("POST " + path + " was answered by " + status + ((code != null) ? " " + code : ""));
		this.status = status;
		this.code = code;
	}

	/**
	 * The status of the answer.
	 * @return the status, such as 401
	 */
	public int status() {
		return this.status;
	}

	/**
	 * The code of the answer.
	 * @return the code, such as {@code authentication_failed}, or {@code null} if the
	 * answer had none
	 */
	public @Nullable String code() {
		return this.code;
	}

}
