/**
 * What is measured from within the room.
 */
@NullMarked
package io.github.jwt2fa.token;

import org.jspecify.annotations.NullMarked;
