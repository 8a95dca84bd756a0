/**
 * Metrics of logins by Micrometer, and their steps as observations.
 */
@NullMarked
package io.github.jwt2fa.metrics;

import org.jspecify.annotations.NullMarked;
