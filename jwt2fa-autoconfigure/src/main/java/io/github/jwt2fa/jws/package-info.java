/**
 * Claims as signed texts: compact JWS (RFC 7515) under keys that the application sets and
 * no token ever names.
 */
@NullMarked
package io.github.jwt2fa.jws;

import org.jspecify.annotations.NullMarked;
