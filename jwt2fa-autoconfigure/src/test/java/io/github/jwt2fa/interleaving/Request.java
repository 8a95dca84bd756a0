package io.github.jwt2fa.interleaving;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A request.
 *
 * @param index its place among the others
 * @param twin the first of those that do the very same
 * @param name its name
 * @param clockAhead how far the clock of its host is ahead of the store's
 * @param code what it does, and what it answers in words
 */
record Request(int index, int twin, String name, Duration clockAhead, Supplier<String> code) {
}
