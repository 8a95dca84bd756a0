/**
 * What a help desk does for users who can't do it themselves.
 */
@NullMarked
package io.github.jwt2fa.administration;

import org.jspecify.annotations.NullMarked;
