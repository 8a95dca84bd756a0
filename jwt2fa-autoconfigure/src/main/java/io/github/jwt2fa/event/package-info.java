/**
 * What an application can listen to: each step of a login and its outcome, once.
 */
@NullMarked
package io.github.jwt2fa.event;

import org.jspecify.annotations.NullMarked;
