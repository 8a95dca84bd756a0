/**
 * Tells users by e-mail what happened to their second factor.
 */
@NullMarked
package io.github.jwt2fa.notice;

import org.jspecify.annotations.NullMarked;
