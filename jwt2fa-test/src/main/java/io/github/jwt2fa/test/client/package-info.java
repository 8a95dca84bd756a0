/**
 * A client that logs in as the page of an application does, over MockMvc or HTTP.
 */
@NullMarked
package io.github.jwt2fa.test.client;

import org.jspecify.annotations.NullMarked;
