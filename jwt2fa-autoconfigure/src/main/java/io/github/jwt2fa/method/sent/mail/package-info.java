/**
 * Codes by e-mail, through the application's own mail sender.
 */
@NullMarked
package io.github.jwt2fa.method.sent.mail;

import org.jspecify.annotations.NullMarked;
