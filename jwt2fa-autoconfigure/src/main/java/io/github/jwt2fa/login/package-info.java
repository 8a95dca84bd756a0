/**
 * The way of a login: from a right password to a code token, from a right code to tokens.
 */
@NullMarked
package io.github.jwt2fa.login;

import org.jspecify.annotations.NullMarked;
