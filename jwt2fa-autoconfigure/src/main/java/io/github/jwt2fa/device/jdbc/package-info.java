/**
 * Trusted devices in the application's database.
 */
@NullMarked
package io.github.jwt2fa.device.jdbc;

import org.jspecify.annotations.NullMarked;
