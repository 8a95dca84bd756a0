/**
 * The application's database, as far as it is ours: which one it is, our tables in it,
 * and what the repositories of plain JDBC have in common.
 */
@NullMarked
package io.github.jwt2fa.jdbc;

import org.jspecify.annotations.NullMarked;
