package io.github.jwt2fa.notice;

import org.jspecify.annotations.Nullable;

/**
 * What notices tell besides what happened.
 *
 * @param contact whom to ask, in one line, or {@code null} for nobody
 */
public record NoticeSettings(@Nullable String contact) {
}
