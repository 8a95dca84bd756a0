/**
 * Puts the rooms together from the application's settings and beans. Sees all of them;
 * none sees it.
 */
@NullMarked
package io.github.jwt2fa.autoconfigure;

import org.jspecify.annotations.NullMarked;
