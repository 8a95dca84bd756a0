package io.github.jwt2fa.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Removes what is over, now and then and in small batches, so that no login waits for it.
 * With a thread of its own: a scheduler as a bean would take the place of the
 * application's.
 */
final class Housekeeping implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(Housekeeping.class);

	private static final int BATCH = 500;

	private static final Duration REST = Duration.ofMillis(100);

	private final String name;

	private final Duration interval;

	private final IntUnaryOperator removal;

	private volatile @Nullable ScheduledExecutorService executor;

	/**
	 * A task.
	 * @param name what is removed, in the words of the log
	 * @param interval the time between two runs, and before the first
	 * @param removal removes as many as it is told, and tells how many there were
	 */
	Housekeeping(String name, Duration interval, IntUnaryOperator removal) {
		this.name = name;
		this.interval = interval;
		this.removal = removal;
	}

	@Override
	public void start() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("jwt2fa-housekeeping-");
		threads.setDaemon(true);
		ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(threads);
		// it ends with the scheduler, and tells its failures by itself
		Future<?> unused = scheduler.scheduleWithFixedDelay(this::run, this.interval.toMillis(),
				this.interval.toMillis(), TimeUnit.MILLISECONDS);
		this.executor = scheduler;
	}

	void run() {
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
		ScheduledExecutorService scheduler = this.executor;
		if (scheduler != null) {
			scheduler.shutdownNow();
			this.executor = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.executor != null;
	}

}
