/**
 * What the repositories of plain JDBC have in common.
 */
@NullMarked
package io.github.jwt2fa.jdbc;

import org.jspecify.annotations.NullMarked;
