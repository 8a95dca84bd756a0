/**
 * A code that is sent to the user.
 */
@NullMarked
package io.github.jwt2fa.method.sent;

import org.jspecify.annotations.NullMarked;
