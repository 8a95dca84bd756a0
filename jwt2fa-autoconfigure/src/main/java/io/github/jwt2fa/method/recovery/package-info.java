/**
 * Codes in a drawer for who lost the second factor: each is good for one login.
 */
@NullMarked
package io.github.jwt2fa.method.recovery;

import org.jspecify.annotations.NullMarked;
