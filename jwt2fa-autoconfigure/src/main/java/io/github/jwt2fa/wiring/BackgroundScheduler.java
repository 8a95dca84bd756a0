package io.github.jwt2fa.wiring;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * One thread for work that is done again and again, apart from requests. No bean: a
 * scheduler as a bean would take the place of the application's.
 */
@SuppressWarnings("serial") // never serialized
public final class BackgroundScheduler extends ThreadPoolTaskScheduler {

	/**
	 * A scheduler, which holds up no end of the application.
	 * @param name what it is for, in the name of its thread
	 */
	public BackgroundScheduler(String name) {
		setThreadNamePrefix("jwt2fa-" + name + "-");
		setDaemon(true);
		initialize();
	}

	/**
	 * Does something again and again until the scheduler is shut down.
	 * @param delay the time before the first run
	 * @param interval the time between two runs
	 * @param task what is done; a failure is logged, and ends nothing
	 */
	public void every(Duration delay, Duration interval, Runnable task) {
		ScheduledFuture<?> unused = scheduleWithFixedDelay(task, getClock().instant().plus(delay), interval);
	}

}
