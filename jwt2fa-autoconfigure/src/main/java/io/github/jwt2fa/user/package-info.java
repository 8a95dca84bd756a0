/**
 * Who logs in: the application's users as the login sees them, and the data of a second
 * factor that is kept for each.
 */
@NullMarked
package io.github.jwt2fa.user;

import org.jspecify.annotations.NullMarked;
