/**
 * Devices that are asked for the password alone, for a while after a second factor was
 * shown on them.
 */
@NullMarked
package io.github.jwt2fa.device;

import org.jspecify.annotations.NullMarked;
