/**
 * The applications that the benchmarks start, most of them in a process of their own.
 * They know nothing of what measures them.
 */
@NullMarked
package io.github.jwt2fa.benchmarks.application;

import org.jspecify.annotations.NullMarked;
