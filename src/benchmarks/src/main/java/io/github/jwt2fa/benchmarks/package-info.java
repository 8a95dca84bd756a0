/**
 * What a login and a request cost. Each class is a program of its own, run by hand; the
 * applications that they start and what they measure with are in packages below.
 */
@NullMarked
package io.github.jwt2fa.benchmarks;

import org.jspecify.annotations.NullMarked;
