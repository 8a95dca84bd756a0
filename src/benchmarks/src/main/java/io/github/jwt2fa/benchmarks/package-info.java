/**
 * What a login costs. Each benchmark is a program of its own, run by hand.
 */
@NullMarked
package io.github.jwt2fa.benchmarks;

import org.jspecify.annotations.NullMarked;
