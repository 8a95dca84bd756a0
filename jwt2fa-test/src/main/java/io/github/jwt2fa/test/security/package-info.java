/**
 * Users who have logged in, for tests that are about something else than the login.
 */
@NullMarked
package io.github.jwt2fa.test.security;

import org.jspecify.annotations.NullMarked;
