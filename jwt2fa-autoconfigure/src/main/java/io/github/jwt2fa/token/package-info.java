/**
 * The signed texts: code tokens, and the tokens that a login issues.
 */
@NullMarked
package io.github.jwt2fa.token;

import org.jspecify.annotations.NullMarked;
