/**
 * Who has to log in by what, and from when.
 */
@NullMarked
package io.github.jwt2fa.policy;

import org.jspecify.annotations.NullMarked;
