/**
 * What a login and a request cost. Each benchmark is a program of its own, run by hand.
 */
@NullMarked
package io.github.jwt2fa.benchmarks;

import org.jspecify.annotations.NullMarked;
