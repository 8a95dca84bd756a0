/**
 * The data of the users' second factor in the application's database, without JPA.
 */
@NullMarked
package io.github.jwt2fa.user.jdbc;

import org.jspecify.annotations.NullMarked;
