/**
 * Passkeys: key pairs of which the private key never leaves the user's devices.
 */
@NullMarked
package io.github.jwt2fa.method.passkey;

import org.jspecify.annotations.NullMarked;
