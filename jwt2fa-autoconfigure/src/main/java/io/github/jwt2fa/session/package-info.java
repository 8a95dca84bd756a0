/**
 * Logins as long as they last: what a refresh token is still good for, and how a login
 * ends.
 */
@NullMarked
package io.github.jwt2fa.session;

import org.jspecify.annotations.NullMarked;
