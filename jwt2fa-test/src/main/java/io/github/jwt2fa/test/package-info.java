/**
 * What a user has in hand, and what time it is, for the tests of an application:
 * authenticators, sent codes, and a clock that moves when a test says so.
 */
@NullMarked
package io.github.jwt2fa.test;

import org.jspecify.annotations.NullMarked;
