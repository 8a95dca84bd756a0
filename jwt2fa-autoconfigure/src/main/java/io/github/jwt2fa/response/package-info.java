/**
 * How answers look on the wire, refusals above all: status, body and headers.
 */
@NullMarked
package io.github.jwt2fa.response;

import org.jspecify.annotations.NullMarked;
