package io.github.jwt2fa.audit;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.event.TwoFactorEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Writes each event into the log, one line of {@code key=value} each. Whatever a value
 * holds, it is one value of one line. Thread-safe.
 */
final class AuditLog {

	/**
	 * The logger.
	 */
	static final String LOGGER = "io.github.jwt2fa.audit";

	private static final Log logger = LogFactory.getLog(LOGGER);

	private static final Pattern BARE = Pattern.compile("[A-Za-z0-9._:@/+,-]+");

	private final RefusedClients refusals = new RefusedClients();

	/**
	 * Before the application's listeners, of which one may fail.
	 */
	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(TwoFactorEvent event) {
		if (logger.isInfoEnabled() && !this.refusals.isRepeated(event)) {
			logger.info(line(event));
		}
	}

	static String line(TwoFactorEvent event) {
		return "event=" + event.type() + " at=" + event.at()
				+ EventData.of(event)
					.members()
					.entrySet()
					.stream()
					.map((member) -> " " + member.getKey() + "=" + value(member.getValue()))
					.collect(Collectors.joining());
	}

	private static String value(Object value) {
		String text = LogText.of((value instanceof Collection<?> several)
				? several.stream().map(Object::toString).collect(Collectors.joining(",")) : value);
		return BARE.matcher(text).matches() ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

}
