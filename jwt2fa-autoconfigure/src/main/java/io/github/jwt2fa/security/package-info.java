/**
 * Access tokens as Spring Security knows credentials: a filter, and one line that adds it
 * to a chain.
 */
@NullMarked
package io.github.jwt2fa.security;

import org.jspecify.annotations.NullMarked;
