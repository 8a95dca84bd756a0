package io.github.jwt2fa.metrics;

import java.time.Duration;

/**
 * What is measured besides what costs nothing.
 *
 * @param sessionCountInterval how often the sessions that go on are counted; zero for not
 * at all
 */
public record MetricsSettings(Duration sessionCountInterval) {

}
