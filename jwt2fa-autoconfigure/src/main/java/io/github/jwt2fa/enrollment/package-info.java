/**
 * What users do about their second factor once they are in, and what an operator does for
 * them.
 */
@NullMarked
package io.github.jwt2fa.enrollment;

import org.jspecify.annotations.NullMarked;
