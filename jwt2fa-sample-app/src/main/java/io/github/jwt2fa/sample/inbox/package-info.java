/**
 * A mail server inside the application and a page that shows what arrived, so that trying
 * the sample needs no mail account.
 */
@NullMarked
package io.github.jwt2fa.sample.inbox;

import org.jspecify.annotations.NullMarked;
