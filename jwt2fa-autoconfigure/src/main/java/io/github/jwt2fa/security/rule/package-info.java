/**
 * Rules of the application that refused a request, remembered so that its client can be
 * told which factor would help.
 */
@NullMarked
package io.github.jwt2fa.security.rule;

import org.jspecify.annotations.NullMarked;
