/**
 * The state of logins in Redis.
 */
@NullMarked
package io.github.jwt2fa.state.redis;

import org.jspecify.annotations.NullMarked;
