/**
 * Codes of an authenticator app (RFC 6238).
 */
@NullMarked
package io.github.jwt2fa.method.totp;

import org.jspecify.annotations.NullMarked;
