/**
 * Recovery codes in the application's database.
 */
@NullMarked
package io.github.jwt2fa.method.recovery.jdbc;

import org.jspecify.annotations.NullMarked;
