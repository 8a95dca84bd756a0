/**
 * What the benchmarks measure with: processes and servers, clients and load, and what
 * becomes of the numbers.
 */
@NullMarked
package io.github.jwt2fa.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
