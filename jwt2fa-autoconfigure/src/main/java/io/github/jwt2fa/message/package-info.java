/**
 * The translated texts of mails and refusals, and the languages that there are.
 */
@NullMarked
package io.github.jwt2fa.message;

import org.jspecify.annotations.NullMarked;
