/**
 * The endpoints: from HTTP to the login and back.
 */
@NullMarked
package io.github.jwt2fa.web;

import org.jspecify.annotations.NullMarked;
