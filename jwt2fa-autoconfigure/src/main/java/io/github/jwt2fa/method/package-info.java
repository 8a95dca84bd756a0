/**
 * What the second factors have in common; each has a room of its own below.
 */
@NullMarked
package io.github.jwt2fa.method;

import org.jspecify.annotations.NullMarked;
