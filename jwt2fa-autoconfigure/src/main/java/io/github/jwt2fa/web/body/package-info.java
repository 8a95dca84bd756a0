/**
 * Bodies of requests, read strictly.
 */
@NullMarked
package io.github.jwt2fa.web.body;

import org.jspecify.annotations.NullMarked;
