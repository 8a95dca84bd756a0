/**
 * The first step of a login: the password, checked by the application's own
 * AuthenticationManager.
 */
@NullMarked
package io.github.jwt2fa.password;

import org.jspecify.annotations.NullMarked;
