package io.github.jwt2fa.wiring;

import java.time.Duration;
import java.util.function.IntUnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Removes what is over, now and then and in small batches, so that no login waits for it.
 */
public final class Housekeeping extends RecurringTask {

	private static final Log logger = LogFactory.getLog(Housekeeping.class);

	private static final int BATCH = 500;

	private static final Duration REST = Duration.ofMillis(100);

	private final String what;

	private final IntUnaryOperator removal;

	/**
	 * A task.
	 * @param what what is removed, in the words of the log
	 * @param interval the time between two runs, and before the first
	 * @param removal removes as many as it is told, and tells how many there were
	 */
	public Housekeeping(String what, Duration interval, IntUnaryOperator removal) {
		super("housekeeping", interval, interval);
		this.what = what;
		this.removal = removal;
	}

	@Override
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
			logger.warn("Old " + this.what + " could not be removed; they are next time", ex);
		}
	}

}
