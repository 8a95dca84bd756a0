package io.github.jwt2fa.token;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What all tokens of one login have in common.
 *
 * @param userId the user
 * @param session the login
 * @param authTime when the user proved who it is, or {@code null} if not known
 * @param amr how that was proved
 */
record AuthTokenSubject(String userId, String session, @Nullable Instant authTime, List<String> amr) {
}
