/**
 * Browser mode: tokens that last come and go in cookies that no script can read.
 */
@NullMarked
package io.github.jwt2fa.web.cookie;

import org.jspecify.annotations.NullMarked;
