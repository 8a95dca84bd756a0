/**
 * The data of the users' second factor in the application's database.
 */
@NullMarked
package io.github.jwt2fa.user.jpa;

import org.jspecify.annotations.NullMarked;
