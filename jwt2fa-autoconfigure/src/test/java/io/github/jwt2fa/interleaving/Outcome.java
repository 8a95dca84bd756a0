package io.github.jwt2fa.interleaving;

import java.util.List;

/**
 * How a request ended.
 *
 * @param answer what it answers, in words, or the code of its refusal
 * @param events the names of the events that it published
 */
record Outcome(String answer, List<String> events) {
}
