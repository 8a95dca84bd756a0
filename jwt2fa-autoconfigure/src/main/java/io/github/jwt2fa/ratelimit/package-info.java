/**
 * How often something may happen: rates, and the limit by client address.
 */
@NullMarked
package io.github.jwt2fa.ratelimit;

import org.jspecify.annotations.NullMarked;
