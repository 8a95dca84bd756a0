/**
 * What is measured from within the room.
 */
@NullMarked
package io.github.jwt2fa.method.totp;

import org.jspecify.annotations.NullMarked;
