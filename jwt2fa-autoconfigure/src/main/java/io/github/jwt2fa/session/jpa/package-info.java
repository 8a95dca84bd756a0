/**
 * Logins in the application's database.
 */
@NullMarked
package io.github.jwt2fa.session.jpa;

import org.jspecify.annotations.NullMarked;
