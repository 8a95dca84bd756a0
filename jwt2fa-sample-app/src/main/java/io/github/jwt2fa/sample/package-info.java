/**
 * An application with users of its own in a database, whose login the starter makes a
 * two-factor one.
 */
@NullMarked
package io.github.jwt2fa.sample;

import org.jspecify.annotations.NullMarked;
