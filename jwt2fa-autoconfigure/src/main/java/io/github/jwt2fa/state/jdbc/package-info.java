/**
 * The state of logins in an SQL database.
 */
@NullMarked
package io.github.jwt2fa.state.jdbc;

import org.jspecify.annotations.NullMarked;
