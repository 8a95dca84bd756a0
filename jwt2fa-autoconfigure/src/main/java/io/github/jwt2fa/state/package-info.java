/**
 * Small expiring records under two operations, and the one loop that changes them.
 */
@NullMarked
package io.github.jwt2fa.state;

import org.jspecify.annotations.NullMarked;
