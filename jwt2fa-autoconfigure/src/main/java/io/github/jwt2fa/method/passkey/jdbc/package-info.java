/**
 * Passkeys in the application's database.
 */
@NullMarked
package io.github.jwt2fa.method.passkey.jdbc;

import org.jspecify.annotations.NullMarked;
