/**
 * The one composer of the mails that jwt2fa sends: codes and notices.
 */
@NullMarked
package io.github.jwt2fa.mail;

import org.jspecify.annotations.NullMarked;
