package io.github.jwt2fa.metrics;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Lets nothing that is measured suffer from it: what a registry or a handler of the
 * application throws is logged, and once is enough. Thread-safe.
 */
final class Unharmed {

	private static final Log logger = LogFactory.getLog(Unharmed.class);

	private final AtomicBoolean told = new AtomicBoolean();

	/**
	 * Measures, or goes on without.
	 */
	void run(Runnable measurement) {
		get(() -> {
			measurement.run();
			return true;
		}, false);
	}

	/**
	 * Measures, or goes on with something else.
	 */
	<T> T get(Supplier<T> measurement, T otherwise) {
		try {
			return measurement.get();
		}
		catch (RuntimeException | LinkageError ex) {
			if (this.told.compareAndSet(false, true)) {
				logger.warn("Something could not be measured, and logins go on without. This is told once", ex);
			}
			return otherwise;
		}
	}

}
