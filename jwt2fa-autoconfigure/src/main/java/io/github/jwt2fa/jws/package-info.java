/**
 * Claims as signed texts: compact JWS
 * (<a href="https://www.rfc-editor.org/rfc/rfc7515">RFC 7515</a>) under keys that the
 * application sets and no token ever names.
 */
@NullMarked
package io.github.jwt2fa.jws;

import org.jspecify.annotations.NullMarked;
