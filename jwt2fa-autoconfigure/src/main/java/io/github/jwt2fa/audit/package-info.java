/**
 * Events as a trail keeps them: the actuator's, or the log.
 */
@NullMarked
package io.github.jwt2fa.audit;

import org.jspecify.annotations.NullMarked;
