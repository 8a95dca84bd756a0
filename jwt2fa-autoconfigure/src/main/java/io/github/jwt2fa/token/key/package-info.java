/**
 * The keys of auth tokens, be they set or from elsewhere.
 */
@NullMarked
package io.github.jwt2fa.token.key;

import org.jspecify.annotations.NullMarked;
