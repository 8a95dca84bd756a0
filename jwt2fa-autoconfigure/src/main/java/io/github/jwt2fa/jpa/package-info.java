/**
 * What the repositories in the application's database have in common.
 */
@NullMarked
package io.github.jwt2fa.jpa;

import org.jspecify.annotations.NullMarked;
