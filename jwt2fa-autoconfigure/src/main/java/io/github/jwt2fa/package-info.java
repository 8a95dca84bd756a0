/**
 * The vocabulary of two-factor login: methods, and failures with their stable codes.
 */
@NullMarked
package io.github.jwt2fa;

import org.jspecify.annotations.NullMarked;
