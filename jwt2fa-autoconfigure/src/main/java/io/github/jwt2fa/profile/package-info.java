/**
 * Profiles: what a standard asks of the settings, checked at the start.
 */
@NullMarked
package io.github.jwt2fa.profile;

import org.jspecify.annotations.NullMarked;
