/**
 * Codes of an authenticator app (<a href="https://www.rfc-editor.org/rfc/rfc6238">RFC
 * 6238</a>).
 */
@NullMarked
package io.github.jwt2fa.method.totp;

import org.jspecify.annotations.NullMarked;
