/**
 * What the auto-configurations of the rooms share: the failure that says what to type,
 * the condition for a bean that is marked, and work in the background.
 */
@NullMarked
package io.github.jwt2fa.wiring;

import org.jspecify.annotations.NullMarked;
