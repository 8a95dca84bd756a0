package io.github.jwt2fa.wiring;

import java.time.Duration;
import java.util.function.IntUnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Removes what is over, now and then and in small batches, so that no login waits for it.
 */
public final class Housekeeping implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(Housekeeping.class);

	private static final int BATCH = 500;

	private static final Duration REST = Duration.ofMillis(100);

	private final String name;

	private final Duration interval;

	private final IntUnaryOperator removal;

	private volatile @Nullable BackgroundScheduler scheduler;

	/**
	 * A task.
	 * @param name what is removed, in the words of the log
	 * @param interval the time between two runs, and before the first
	 * @param removal removes as many as it is told, and tells how many there were
	 */
	public Housekeeping(String name, Duration interval, IntUnaryOperator removal) {
		this.name = name;
		this.interval = interval;
		this.removal = removal;
	}

	@Override
	public void start() {
		BackgroundScheduler started = new BackgroundScheduler("housekeeping");
		started.every(this.interval, this::run);
		this.scheduler = started;
	}

	/**
	 * Removes what is over by now.
	 */
	public void run() {
		try {
			while (this.removal.applyAsInt(BATCH) == BATCH) {
				Thread.sleep(REST.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException ex) {
			logger.warn("Old " + this.name + " could not be removed; they are next time", ex);
		}
	}

	@Override
	public void stop() {
		BackgroundScheduler started = this.scheduler;
		if (started != null) {
			started.shutdown();
			this.scheduler = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.scheduler != null;
	}

}
