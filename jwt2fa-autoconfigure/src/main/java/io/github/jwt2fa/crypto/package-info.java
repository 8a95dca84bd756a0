/**
 * Keys and ciphers: all other keys are derived from the one secret key here.
 */
@NullMarked
package io.github.jwt2fa.crypto;

import org.jspecify.annotations.NullMarked;
