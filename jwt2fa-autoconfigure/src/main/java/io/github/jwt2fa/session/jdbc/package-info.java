/**
 * Logins in the application's database.
 */
@NullMarked
package io.github.jwt2fa.session.jdbc;

import org.jspecify.annotations.NullMarked;
