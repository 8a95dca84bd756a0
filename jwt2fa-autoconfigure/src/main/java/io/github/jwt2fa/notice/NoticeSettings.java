package io.github.jwt2fa.notice;

import org.jspecify.annotations.Nullable;

/**
 * Whether there are notices, and what they tell besides what happened.
 *
 * @param on whether users are told, where mail can be sent
 * @param contact whom to ask, in one line, or {@code null} for nobody
 */
public record NoticeSettings(boolean on, @Nullable String contact) {

	/**
	 * The name of the bean that sends them, where there is one.
	 */
	public static final String SENDER_BEAN = "jwt2faFactorNotices";

}
