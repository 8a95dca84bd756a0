package io.github.jwt2fa.interleaving;

import java.util.List;
import java.util.Set;

/**
 * What was seen.
 *
 * @param interleavings in how many orders the requests were run; {@link Long#MAX_VALUE}
 * for more than that
 * @param states how many different moments there were
 * @param answers what they answered, in the order in which they were added
 */
record Exploration(long interleavings, int states, Set<List<String>> answers) {
}
