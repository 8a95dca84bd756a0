/**
 * Where the endpoints are, and how requests come to them past whatever the application
 * has: paths, routes, the filter chain, and what becomes of failures.
 */
@NullMarked
package io.github.jwt2fa.web.endpoint;

import org.jspecify.annotations.NullMarked;
